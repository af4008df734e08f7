using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SociedadCivil : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "sociedad_civil",
                table: "emisores",
                type: "boolean",
                nullable: false,
                defaultValue: false);
            // Who chose to be exempt before it was asked has said so.
            migrationBuilder.Sql("UPDATE emisores SET sociedad_civil = TRUE WHERE iva = 'Exento' AND length(rfc) = 12");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "sociedad_civil",
                table: "emisores");
        }
    }
}
