using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class BankMovementFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "balance",
                table: "bank_movements",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "payer",
                table: "bank_movements",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "tracking_key",
                table: "bank_movements",
                type: "character varying(30)",
                maxLength: 30,
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "balance",
                table: "bank_movements");

            migrationBuilder.DropColumn(
                name: "payer",
                table: "bank_movements");

            migrationBuilder.DropColumn(
                name: "tracking_key",
                table: "bank_movements");
        }
    }
}
