using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AlikeTotalsAndReturns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_payments_emisor_id_operation_number_amount_paid_on",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_copago_invoices_practice_id",
                table: "copago_invoices");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_practice_id_undone_at",
                table: "tickets",
                columns: new[] { "practice_id", "undone_at" },
                filter: "undone_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sealed_cfdis_emisor_id_total_issued_on",
                table: "sealed_cfdis",
                columns: new[] { "emisor_id", "total", "issued_on" });

            migrationBuilder.CreateIndex(
                name: "ix_payments_emisor_id_operation_number_amount_paid_on",
                table: "payments",
                columns: new[] { "emisor_id", "operation_number", "amount", "paid_on" },
                filter: "undone_at IS NULL AND operation_number <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_copago_invoices_practice_id_rfc_requested_at",
                table: "copago_invoices",
                columns: new[] { "practice_id", "rfc", "requested_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_tickets_practice_id_undone_at",
                table: "tickets");

            migrationBuilder.DropIndex(
                name: "ix_sealed_cfdis_emisor_id_total_issued_on",
                table: "sealed_cfdis");

            migrationBuilder.DropIndex(
                name: "ix_payments_emisor_id_operation_number_amount_paid_on",
                table: "payments");

            migrationBuilder.DropIndex(
                name: "ix_copago_invoices_practice_id_rfc_requested_at",
                table: "copago_invoices");

            migrationBuilder.CreateIndex(
                name: "ix_payments_emisor_id_operation_number_amount_paid_on",
                table: "payments",
                columns: new[] { "emisor_id", "operation_number", "amount", "paid_on" },
                unique: true,
                filter: "undone_at IS NULL AND operation_number <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_copago_invoices_practice_id",
                table: "copago_invoices",
                column: "practice_id");
        }
    }
}
