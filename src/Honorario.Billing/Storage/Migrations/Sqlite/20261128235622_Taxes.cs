using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Taxes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "iva_retenido",
                table: "invoices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "local_retenido",
                table: "invoices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "local_trasladado",
                table: "invoices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "num_reg_id_trib",
                table: "insurers",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "residencia_fiscal",
                table: "insurers",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "frontera",
                table: "emisores",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "impuesto_local",
                table: "emisores",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "impuesto_local_retenido",
                table: "emisores",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "impuesto_local_tasa",
                table: "emisores",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "iva_retenido",
                table: "credit_notes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "local_retenido",
                table: "credit_notes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "local_trasladado",
                table: "credit_notes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "iva_retenido",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "local_retenido",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "local_trasladado",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "num_reg_id_trib",
                table: "insurers");

            migrationBuilder.DropColumn(
                name: "residencia_fiscal",
                table: "insurers");

            migrationBuilder.DropColumn(
                name: "frontera",
                table: "emisores");

            migrationBuilder.DropColumn(
                name: "impuesto_local",
                table: "emisores");

            migrationBuilder.DropColumn(
                name: "impuesto_local_retenido",
                table: "emisores");

            migrationBuilder.DropColumn(
                name: "impuesto_local_tasa",
                table: "emisores");

            migrationBuilder.DropColumn(
                name: "iva_retenido",
                table: "credit_notes");

            migrationBuilder.DropColumn(
                name: "local_retenido",
                table: "credit_notes");

            migrationBuilder.DropColumn(
                name: "local_trasladado",
                table: "credit_notes");
        }
    }
}
