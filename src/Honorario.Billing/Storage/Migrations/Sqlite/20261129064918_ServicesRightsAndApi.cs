using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ServicesRightsAndApi : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_services_practice_id_folio",
                table: "services");

            migrationBuilder.DropIndex(
                name: "ix_insurers_practice_id",
                table: "insurers");

            migrationBuilder.DropIndex(
                name: "ix_cash_shifts_practice_id_cashier",
                table: "cash_shifts");

            migrationBuilder.AddColumn<Guid>(
                name: "cashier_id",
                table: "tickets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "undone_by_id",
                table: "tickets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "status_changes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "authorization",
                table: "services",
                type: "TEXT",
                maxLength: 60,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "load_id",
                table: "services",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "modifiers",
                table: "services",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "performed_by",
                table: "services",
                type: "TEXT",
                maxLength: 120,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "services",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "removed_at",
                table: "services",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "siniestro",
                table: "services",
                type: "TEXT",
                maxLength: 60,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<TimeOnly>(
                name: "time",
                table: "services",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "units",
                table: "services",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "services",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "tipo_cambio",
                table: "payments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "birth_date",
                table: "patients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "erased_at",
                table: "patients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "fiscal_codigo_postal",
                table: "patients",
                type: "TEXT",
                maxLength: 5,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "fiscal_nombre",
                table: "patients",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "fiscal_regimen_fiscal",
                table: "patients",
                type: "TEXT",
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "fiscal_rfc",
                table: "patients",
                type: "TEXT",
                maxLength: 13,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "fiscal_uso_cfdi",
                table: "patients",
                type: "TEXT",
                maxLength: 4,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "patients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "phone",
                table: "patients",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "patients",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "unreached",
                table: "mails",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "iva_retenido",
                table: "invoices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "keys",
                table: "invoices",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

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

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "invoices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "seen",
                table: "invoices",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "tipo_cambio",
                table: "invoices",
                type: "INTEGER",
                nullable: true);

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

            migrationBuilder.AddColumn<bool>(
                name: "wants_authorization",
                table: "insurers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

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

            migrationBuilder.AddColumn<int>(
                name: "grace_days",
                table: "copago_settings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "seen",
                table: "complemento_batch_items",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "cashier_id",
                table: "cash_shifts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "only_own",
                table: "batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "balance",
                table: "bank_movements",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "payer",
                table: "bank_movements",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "tracking_key",
                table: "bank_movements",
                type: "TEXT",
                maxLength: 30,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "role_set_id",
                table: "AspNetUsers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    start = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    earlier_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    earlier_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    rights = table.Column<string>(type: "TEXT", nullable: false),
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_used_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_keys_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_api_keys_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "insurer_aliases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    written = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    insurer_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_insurer_aliases", x => x.id);
                    table.ForeignKey(
                        name: "fk_insurer_aliases_insurers_insurer_id",
                        column: x => x.insurer_id,
                        principalTable: "insurers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_insurer_aliases_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "policies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    insurer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    search = table.Column<string>(type: "TEXT", nullable: false),
                    plan = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policies", x => x.id);
                    table.ForeignKey(
                        name: "fk_policies_insurers_insurer_id",
                        column: x => x.insurer_id,
                        principalTable: "insurers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_policies_patients_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_policies_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "practice_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_practice_events", x => x.id);
                    table.ForeignKey(
                        name: "fk_practice_events_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "practice_hooks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    secret = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_practice_hooks", x => x.id);
                    table.ForeignKey(
                        name: "fk_practice_hooks_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "role_sets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    only_own = table.Column<bool>(type: "INTEGER", nullable: false),
                    rights = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_sets", x => x.id);
                    table.ForeignKey(
                        name: "fk_role_sets_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_layouts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    header = table.Column<string>(type: "TEXT", nullable: false),
                    columns = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_layouts", x => x.id);
                    table.ForeignKey(
                        name: "fk_service_layouts_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_loads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    who = table.Column<string>(type: "TEXT", nullable: false),
                    added = table.Column<int>(type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_loads", x => x.id);
                    table.ForeignKey(
                        name: "fk_service_loads_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "api_answers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    api_key_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    request = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    status_code = table.Column<int>(type: "INTEGER", nullable: true),
                    content_type = table.Column<string>(type: "TEXT", nullable: true),
                    location = table.Column<string>(type: "TEXT", nullable: true),
                    body = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_answers", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_answers_api_keys_api_key_id",
                        column: x => x.api_key_id,
                        principalTable: "api_keys",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "hook_deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hook_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    event_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    tried_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answer = table.Column<int>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    delivered_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hook_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_hook_deliveries_practice_events_event_id",
                        column: x => x.event_id,
                        principalTable: "practice_events",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_hook_deliveries_practice_hooks_hook_id",
                        column: x => x.hook_id,
                        principalTable: "practice_hooks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_hook_deliveries_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "service_load_rows",
                columns: table => new
                {
                    load_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    service_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    version_after = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_load_rows", x => new { x.load_id, x.service_id });
                    table.ForeignKey(
                        name: "fk_service_load_rows_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_service_load_rows_service_loads_load_id",
                        column: x => x.load_id,
                        principalTable: "service_loads",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_service_load_rows_services_service_id",
                        column: x => x.service_id,
                        principalTable: "services",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_services_load_id",
                table: "services",
                column: "load_id");

            migrationBuilder.CreateIndex(
                name: "ix_services_practice_id_folio",
                table: "services",
                columns: new[] { "practice_id", "folio" },
                unique: true,
                filter: "removed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_insurers_practice_id_search",
                table: "insurers",
                columns: new[] { "practice_id", "search" });

            migrationBuilder.CreateIndex(
                name: "ix_insurers_successor_id",
                table: "insurers",
                column: "successor_id");

            migrationBuilder.CreateIndex(
                name: "ix_cash_shifts_practice_id_cashier_id",
                table: "cash_shifts",
                columns: new[] { "practice_id", "cashier_id" },
                unique: true,
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_users_role_set_id",
                table: "AspNetUsers",
                column: "role_set_id");

            migrationBuilder.CreateIndex(
                name: "ix_api_answers_api_key_id_key",
                table: "api_answers",
                columns: new[] { "api_key_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_answers_at",
                table: "api_answers",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_earlier_hash",
                table: "api_keys",
                column: "earlier_hash");

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_emisor_id",
                table: "api_keys",
                column: "emisor_id");

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_hash",
                table: "api_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_practice_id",
                table: "api_keys",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_hook_deliveries_event_id",
                table: "hook_deliveries",
                column: "event_id");

            migrationBuilder.CreateIndex(
                name: "ix_hook_deliveries_hook_id_event_id",
                table: "hook_deliveries",
                columns: new[] { "hook_id", "event_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_hook_deliveries_practice_id",
                table: "hook_deliveries",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_insurer_aliases_insurer_id",
                table: "insurer_aliases",
                column: "insurer_id");

            migrationBuilder.CreateIndex(
                name: "ix_insurer_aliases_practice_id_written",
                table: "insurer_aliases",
                columns: new[] { "practice_id", "written" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_policies_insurer_id",
                table: "policies",
                column: "insurer_id");

            migrationBuilder.CreateIndex(
                name: "ix_policies_patient_id",
                table: "policies",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_policies_practice_id_search",
                table: "policies",
                columns: new[] { "practice_id", "search" });

            migrationBuilder.CreateIndex(
                name: "ix_practice_events_practice_id_at",
                table: "practice_events",
                columns: new[] { "practice_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_practice_hooks_practice_id",
                table: "practice_hooks",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_role_sets_practice_id_name",
                table: "role_sets",
                columns: new[] { "practice_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_service_layouts_practice_id_header",
                table: "service_layouts",
                columns: new[] { "practice_id", "header" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_service_load_rows_practice_id",
                table: "service_load_rows",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_service_load_rows_service_id",
                table: "service_load_rows",
                column: "service_id");

            migrationBuilder.CreateIndex(
                name: "ix_service_loads_practice_id_at",
                table: "service_loads",
                columns: new[] { "practice_id", "at" });

            migrationBuilder.Sql(@"
                INSERT INTO policies (id, practice_id, patient_id, insurer_id, number, search, plan)
                SELECT id, practice_id, id, insurer_id, policy_number, UPPER(REPLACE(REPLACE(REPLACE(policy_number, '-', ''), ' ', ''), '.', '')), '' FROM patients");
            migrationBuilder.Sql(@"
                UPDATE patients SET search = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(search, '''', ''), '’', ''), '-', ' '), ',', ' '), '.', ' ')");

            foreach (var (table, id, name) in new[]
            {
                ("cash_shifts", "cashier_id", "cashier"), ("tickets", "cashier_id", "cashier"), ("tickets", "undone_by_id", "undone_by"),
                ("status_changes", "person_id", "who"), ("audit", "person_id", "who"),
            })
            {
                // Only where one person of the practice has that name: of two, nobody can say which it was.
                var named = $"\"AspNetUsers\" u WHERE u.practice_id = {table}.practice_id AND u.display_name = {table}.{name}";
                migrationBuilder.Sql($"UPDATE {table} SET {id} = (SELECT u.id FROM {named}) WHERE {id} IS NULL AND (SELECT count(*) FROM {named}) = 1");
            }

            migrationBuilder.Sql("UPDATE copago_settings SET grace_days = 1");
            migrationBuilder.Sql(@"
                UPDATE insurers SET search = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(UPPER(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(name || ' ' || nombre, 'á', 'A'), 'é', 'E'), 'í', 'I'), 'ó', 'O'), 'ú', 'U'), 'ü', 'U'), 'ñ', 'N'), 'Á', 'A'), 'É', 'E'), 'Í', 'I'), 'Ó', 'O'), 'Ú', 'U'), 'Ü', 'U'), 'Ñ', 'N')), '''', ''), '’', ''), '´', ''), '`', ''), '-', ' '), ',', ' '), '.', ' '), '&', ' '), '/', ' '), '(', ' '), ')', ' ')");
            migrationBuilder.Sql(@"
                UPDATE invoices SET keys = ' ' || CASE WHEN folio IS NULL THEN '' ELSE REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(UPPER(COALESCE(serie, '')), '-', ''), '_', ''), '.', ''), ' ', ''), '/', '') || CAST(folio AS TEXT) END
                    || ' ' || CAST(total AS TEXT) || ' ' || REPLACE(UPPER(COALESCE(CAST(uuid AS TEXT), '')), '-', '') || ' '");

            migrationBuilder.DropColumn(
                name: "insurer_id",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "policy_number",
                table: "patients");

            migrationBuilder.AddForeignKey(
                name: "fk_asp_net_users_role_set_role_set_id",
                table: "AspNetUsers",
                column: "role_set_id",
                principalTable: "role_sets",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_insurers_insurers_successor_id",
                table: "insurers",
                column: "successor_id",
                principalTable: "insurers",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_services_service_loads_load_id",
                table: "services",
                column: "load_id",
                principalTable: "service_loads",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_asp_net_users_role_set_role_set_id",
                table: "AspNetUsers");

            migrationBuilder.DropForeignKey(
                name: "fk_insurers_insurers_successor_id",
                table: "insurers");

            migrationBuilder.DropForeignKey(
                name: "fk_services_service_loads_load_id",
                table: "services");

            migrationBuilder.DropTable(
                name: "api_answers");

            migrationBuilder.DropTable(
                name: "hook_deliveries");

            migrationBuilder.DropTable(
                name: "insurer_aliases");

            migrationBuilder.DropTable(
                name: "policies");

            migrationBuilder.DropTable(
                name: "role_sets");

            migrationBuilder.DropTable(
                name: "service_layouts");

            migrationBuilder.DropTable(
                name: "service_load_rows");

            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "practice_events");

            migrationBuilder.DropTable(
                name: "practice_hooks");

            migrationBuilder.DropTable(
                name: "service_loads");

            migrationBuilder.DropIndex(
                name: "ix_services_load_id",
                table: "services");

            migrationBuilder.DropIndex(
                name: "ix_services_practice_id_folio",
                table: "services");

            migrationBuilder.DropIndex(
                name: "ix_insurers_practice_id_search",
                table: "insurers");

            migrationBuilder.DropIndex(
                name: "ix_insurers_successor_id",
                table: "insurers");

            migrationBuilder.DropIndex(
                name: "ix_cash_shifts_practice_id_cashier_id",
                table: "cash_shifts");

            migrationBuilder.DropIndex(
                name: "ix_asp_net_users_role_set_id",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "cashier_id",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "undone_by_id",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "status_changes");

            migrationBuilder.DropColumn(
                name: "authorization",
                table: "services");

            migrationBuilder.DropColumn(
                name: "load_id",
                table: "services");

            migrationBuilder.DropColumn(
                name: "modifiers",
                table: "services");

            migrationBuilder.DropColumn(
                name: "performed_by",
                table: "services");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "services");

            migrationBuilder.DropColumn(
                name: "removed_at",
                table: "services");

            migrationBuilder.DropColumn(
                name: "siniestro",
                table: "services");

            migrationBuilder.DropColumn(
                name: "time",
                table: "services");

            migrationBuilder.DropColumn(
                name: "units",
                table: "services");

            migrationBuilder.DropColumn(
                name: "version",
                table: "services");

            migrationBuilder.DropColumn(
                name: "tipo_cambio",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "birth_date",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "erased_at",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "fiscal_codigo_postal",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "fiscal_nombre",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "fiscal_regimen_fiscal",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "fiscal_rfc",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "fiscal_uso_cfdi",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "phone",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "version",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "unreached",
                table: "mails");

            migrationBuilder.DropColumn(
                name: "iva_retenido",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "keys",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "local_retenido",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "local_trasladado",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "seen",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "tipo_cambio",
                table: "invoices");

            migrationBuilder.DropColumn(
                name: "num_reg_id_trib",
                table: "insurers");

            migrationBuilder.DropColumn(
                name: "residencia_fiscal",
                table: "insurers");

            migrationBuilder.DropColumn(
                name: "search",
                table: "insurers");

            migrationBuilder.DropColumn(
                name: "successor_id",
                table: "insurers");

            migrationBuilder.DropColumn(
                name: "wants_authorization",
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

            migrationBuilder.DropColumn(
                name: "grace_days",
                table: "copago_settings");

            migrationBuilder.DropColumn(
                name: "seen",
                table: "complemento_batch_items");

            migrationBuilder.DropColumn(
                name: "cashier_id",
                table: "cash_shifts");

            migrationBuilder.DropColumn(
                name: "only_own",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "balance",
                table: "bank_movements");

            migrationBuilder.DropColumn(
                name: "payer",
                table: "bank_movements");

            migrationBuilder.DropColumn(
                name: "tracking_key",
                table: "bank_movements");

            migrationBuilder.DropColumn(
                name: "role_set_id",
                table: "AspNetUsers");

            migrationBuilder.AddColumn<Guid>(
                name: "insurer_id",
                table: "patients",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "policy_number",
                table: "patients",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "ix_services_practice_id_folio",
                table: "services",
                columns: new[] { "practice_id", "folio" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_insurers_practice_id",
                table: "insurers",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_cash_shifts_practice_id_cashier",
                table: "cash_shifts",
                columns: new[] { "practice_id", "cashier" },
                unique: true,
                filter: "closed_at IS NULL");
        }
    }
}
