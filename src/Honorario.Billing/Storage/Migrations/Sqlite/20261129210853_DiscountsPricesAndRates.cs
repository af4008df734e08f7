using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DiscountsPricesAndRates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "discount",
                table: "invoices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "discount",
                table: "invoice_lines",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "iva_incluido",
                table: "emisores",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "iva_incluido",
                table: "cpt_links",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "exchange_rates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    published_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    rate = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exchange_rates", x => x.id);
                    table.ForeignKey(
                        name: "fk_exchange_rates_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_exchange_rates_practice_id_published_on",
                table: "exchange_rates",
                columns: new[] { "practice_id", "published_on" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "exchange_rates");

            migrationBuilder.DropColumn(
                name: "discount",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "discount",
                table: "invoice_lines");

            migrationBuilder.DropColumn(
                name: "iva_incluido",
                table: "emisores");

            migrationBuilder.DropColumn(
                name: "iva_incluido",
                table: "cpt_links");
        }
    }
}
