using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ServicesPatientsAndTaxes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_services_practice_id_folio",
                table: "services");

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

            migrationBuilder.Sql(@"
                INSERT INTO policies (id, practice_id, patient_id, insurer_id, number, search, plan)
                SELECT id, practice_id, id, insurer_id, policy_number, UPPER(REPLACE(REPLACE(REPLACE(policy_number, '-', ''), ' ', ''), '.', '')), '' FROM patients");
            migrationBuilder.Sql(@"
                UPDATE patients SET search = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(search, '''', ''), '’', ''), '-', ' '), ',', ' '), '.', ' ')");

            migrationBuilder.DropColumn(
                name: "insurer_id",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "policy_number",
                table: "patients");

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
                name: "fk_services_service_loads_load_id",
                table: "services");

            migrationBuilder.DropTable(
                name: "insurer_aliases");

            migrationBuilder.DropTable(
                name: "policies");

            migrationBuilder.DropTable(
                name: "service_layouts");

            migrationBuilder.DropTable(
                name: "service_load_rows");

            migrationBuilder.DropTable(
                name: "service_loads");

            migrationBuilder.DropIndex(
                name: "ix_services_load_id",
                table: "services");

            migrationBuilder.DropIndex(
                name: "ix_services_practice_id_folio",
                table: "services");

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
                name: "phone",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "version",
                table: "patients");

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
                name: "balance",
                table: "bank_movements");

            migrationBuilder.DropColumn(
                name: "payer",
                table: "bank_movements");

            migrationBuilder.DropColumn(
                name: "tracking_key",
                table: "bank_movements");

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
        }
    }
}
