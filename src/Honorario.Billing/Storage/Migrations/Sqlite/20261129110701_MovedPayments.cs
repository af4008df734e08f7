using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MovedPayments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "moved_at",
                table: "payment_applications",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "copago_refunds",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ticket_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    billed_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    forma_pago = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    shift_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    serie = table.Column<string>(type: "TEXT", nullable: false),
                    folio = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    uuid = table.Column<string>(type: "TEXT", maxLength: 36, nullable: true),
                    stamped_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    rejection = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_copago_refunds", x => x.id);
                    table.ForeignKey(
                        name: "fk_copago_refunds_cash_shifts_shift_id",
                        column: x => x.shift_id,
                        principalTable: "cash_shifts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_copago_refunds_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_copago_refunds_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_copago_refunds_billed_id",
                table: "copago_refunds",
                column: "billed_id");

            migrationBuilder.CreateIndex(
                name: "ix_copago_refunds_practice_id",
                table: "copago_refunds",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_copago_refunds_shift_id",
                table: "copago_refunds",
                column: "shift_id");

            migrationBuilder.CreateIndex(
                name: "ix_copago_refunds_ticket_id",
                table: "copago_refunds",
                column: "ticket_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "copago_refunds");

            migrationBuilder.DropColumn(
                name: "moved_at",
                table: "payment_applications");
        }
    }
}
