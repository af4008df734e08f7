using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RulesPricesAndMoves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "stamps_warned_days",
                table: "practices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "accept_up_to",
                table: "portal_companies",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "accepts_alone",
                table: "portal_companies",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "rejection_reasons",
                table: "portal_companies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "rule_at",
                table: "portal_companies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "rule_by",
                table: "portal_companies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "rule_by_name",
                table: "portal_companies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "moved_at",
                table: "payment_applications",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "agreed_prices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    insurer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    plan_key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    cpt = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    modifiers = table.Column<string>(type: "TEXT", maxLength: 11, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    price = table.Column<long>(type: "INTEGER", nullable: false),
                    copay = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreed_prices", x => x.id);
                    table.ForeignKey(
                        name: "fk_agreed_prices_insurers_insurer_id",
                        column: x => x.insurer_id,
                        principalTable: "insurers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_agreed_prices_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

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

            migrationBuilder.CreateTable(
                name: "stamp_balance",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    left = table.Column<long>(type: "INTEGER", nullable: true),
                    expires = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    read_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    used = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stamp_balance", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_agreed_prices_insurer_id_cpt_modifiers_plan_key_from",
                table: "agreed_prices",
                columns: new[] { "insurer_id", "cpt", "modifiers", "plan_key", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agreed_prices_practice_id",
                table: "agreed_prices",
                column: "practice_id");

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
                name: "agreed_prices");

            migrationBuilder.DropTable(
                name: "copago_refunds");

            migrationBuilder.DropTable(
                name: "stamp_balance");

            migrationBuilder.DropColumn(
                name: "stamps_warned_days",
                table: "practices");

            migrationBuilder.DropColumn(
                name: "accept_up_to",
                table: "portal_companies");

            migrationBuilder.DropColumn(
                name: "accepts_alone",
                table: "portal_companies");

            migrationBuilder.DropColumn(
                name: "rejection_reasons",
                table: "portal_companies");

            migrationBuilder.DropColumn(
                name: "rule_at",
                table: "portal_companies");

            migrationBuilder.DropColumn(
                name: "rule_by",
                table: "portal_companies");

            migrationBuilder.DropColumn(
                name: "rule_by_name",
                table: "portal_companies");

            migrationBuilder.DropColumn(
                name: "moved_at",
                table: "payment_applications");
        }
    }
}
