using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FoundByWhatIsPrinted : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_insurers_practice_id",
                table: "insurers");

            migrationBuilder.AddColumn<string>(
                name: "keys",
                table: "invoices",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "search",
                table: "insurers",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "successor_id",
                table: "insurers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "grace_days",
                table: "copago_settings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "ix_insurers_practice_id_search",
                table: "insurers",
                columns: new[] { "practice_id", "search" });

            migrationBuilder.CreateIndex(
                name: "ix_insurers_successor_id",
                table: "insurers",
                column: "successor_id");

            migrationBuilder.AddForeignKey(
                name: "fk_insurers_insurers_successor_id",
                table: "insurers",
                column: "successor_id",
                principalTable: "insurers",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.Sql("UPDATE copago_settings SET grace_days = 1");
            migrationBuilder.Sql(@"
                UPDATE insurers SET search = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(UPPER(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(name || ' ' || nombre, 'á', 'A'), 'é', 'E'), 'í', 'I'), 'ó', 'O'), 'ú', 'U'), 'ü', 'U'), 'ñ', 'N'), 'Á', 'A'), 'É', 'E'), 'Í', 'I'), 'Ó', 'O'), 'Ú', 'U'), 'Ü', 'U'), 'Ñ', 'N')), '''', ''), '’', ''), '´', ''), '`', ''), '-', ' '), ',', ' '), '.', ' '), '&', ' '), '/', ' '), '(', ' '), ')', ' ')");
            migrationBuilder.Sql(@"
                UPDATE invoices SET keys = ' ' || CASE WHEN folio IS NULL THEN '' ELSE REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(UPPER(COALESCE(serie, '')), '-', ''), '_', ''), '.', ''), ' ', ''), '/', '') || CAST(folio AS TEXT) END
                    || ' ' || CAST(total AS TEXT) || ' ' || REPLACE(UPPER(COALESCE(CAST(uuid AS TEXT), '')), '-', '') || ' '");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_insurers_insurers_successor_id",
                table: "insurers");

            migrationBuilder.DropIndex(
                name: "ix_insurers_practice_id_search",
                table: "insurers");

            migrationBuilder.DropIndex(
                name: "ix_insurers_successor_id",
                table: "insurers");

            migrationBuilder.DropColumn(
                name: "keys",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "search",
                table: "insurers");

            migrationBuilder.DropColumn(
                name: "successor_id",
                table: "insurers");

            migrationBuilder.DropColumn(
                name: "grace_days",
                table: "copago_settings");

            migrationBuilder.CreateIndex(
                name: "ix_insurers_practice_id",
                table: "insurers",
                column: "practice_id");
        }
    }
}
