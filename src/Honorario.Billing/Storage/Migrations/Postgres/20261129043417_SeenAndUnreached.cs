using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SeenAndUnreached : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "unreached",
                table: "mails",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "seen",
                table: "invoices",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "seen",
                table: "complemento_batch_items",
                type: "text",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "unreached",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "seen",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "seen",
                table: "complemento_batch_items");
        }
    }
}
