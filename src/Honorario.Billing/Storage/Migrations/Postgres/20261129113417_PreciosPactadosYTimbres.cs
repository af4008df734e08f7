using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PreciosPactadosYTimbres : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "stamps_warned_days",
                table: "practices",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "agreed_prices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    practice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    insurer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    plan_key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    cpt = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    modifiers = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    price = table.Column<long>(type: "bigint", nullable: false),
                    copay = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreed_prices", x => x.id);
                    table.ForeignKey(
                        name: "fk_agreed_prices_insurers_insurer_id",
                        column: x => x.insurer_id,
                        principalTable: "insurers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_agreed_prices_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stamp_balance",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    left = table.Column<long>(type: "bigint", nullable: true),
                    expires = table.Column<DateOnly>(type: "date", nullable: true),
                    read_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    used = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stamp_balance", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_agreed_prices_insurer_id_cpt_modifiers_plan_key_from",
                table: "agreed_prices",
                columns: new[] { "insurer_id", "cpt", "modifiers", "plan_key", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agreed_prices_practice_id",
                table: "agreed_prices",
                column: "practice_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agreed_prices");

            migrationBuilder.DropTable(
                name: "stamp_balance");

            migrationBuilder.DropColumn(
                name: "stamps_warned_days",
                table: "practices");
        }
    }
}
