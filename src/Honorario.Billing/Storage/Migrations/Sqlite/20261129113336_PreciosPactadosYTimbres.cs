using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "agreed_prices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    insurer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    plan_key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    cpt = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    modifiers = table.Column<string>(type: "TEXT", maxLength: 11, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    price = table.Column<long>(type: "INTEGER", nullable: false),
                    copay = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
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
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    left = table.Column<long>(type: "INTEGER", nullable: true),
                    expires = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    read_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    used = table.Column<int>(type: "INTEGER", nullable: false)
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
