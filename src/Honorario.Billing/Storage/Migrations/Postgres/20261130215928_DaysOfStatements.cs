using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DaysOfStatements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "month_first",
                table: "statement_layouts",
                type: "boolean",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "month_first",
                table: "statement_layouts");
        }
    }
}
