using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RightsListsAndDeliveries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_cash_shifts_practice_id_opened_at",
                table: "cash_shifts");

            migrationBuilder.AddColumn<int>(
                name: "answer",
                table: "webhook_deliveries",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "tried_at",
                table: "webhook_deliveries",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "last_used_at",
                table: "portal_keys",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "role",
                table: "AspNetUsers",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Administracion");

            migrationBuilder.CreateIndex(
                name: "ix_invoices_practice_id_issue_date",
                table: "invoices",
                columns: new[] { "practice_id", "issue_date" });

            migrationBuilder.CreateIndex(
                name: "ix_complementos_payment_id_created_at",
                table: "complementos",
                columns: new[] { "payment_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cash_shifts_practice_id_closed_at",
                table: "cash_shifts",
                columns: new[] { "practice_id", "closed_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_invoices_practice_id_issue_date",
                table: "invoices");

            migrationBuilder.DropIndex(
                name: "ix_complementos_payment_id_created_at",
                table: "complementos");

            migrationBuilder.DropIndex(
                name: "ix_cash_shifts_practice_id_closed_at",
                table: "cash_shifts");

            migrationBuilder.DropColumn(
                name: "answer",
                table: "webhook_deliveries");

            migrationBuilder.DropColumn(
                name: "tried_at",
                table: "webhook_deliveries");

            migrationBuilder.DropColumn(
                name: "last_used_at",
                table: "portal_keys");

            migrationBuilder.DropColumn(
                name: "role",
                table: "AspNetUsers");

            migrationBuilder.CreateIndex(
                name: "ix_cash_shifts_practice_id_opened_at",
                table: "cash_shifts",
                columns: new[] { "practice_id", "opened_at" });
        }
    }
}
