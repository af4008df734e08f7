using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TransfersAlike : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_payments_emisor_id_operation_number_amount_paid_on",
                table: "payments");

            migrationBuilder.CreateIndex(
                name: "ix_payments_emisor_id_operation_number_amount_paid_on",
                table: "payments",
                columns: new[] { "emisor_id", "operation_number", "amount", "paid_on" },
                filter: "undone_at IS NULL AND operation_number <> ''");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_payments_emisor_id_operation_number_amount_paid_on",
                table: "payments");

            migrationBuilder.CreateIndex(
                name: "ix_payments_emisor_id_operation_number_amount_paid_on",
                table: "payments",
                columns: new[] { "emisor_id", "operation_number", "amount", "paid_on" },
                unique: true,
                filter: "undone_at IS NULL AND operation_number <> ''");
        }
    }
}
