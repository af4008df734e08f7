using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AspNetRoles",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_roles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    friendly_name = table.Column<string>(type: "TEXT", nullable: true),
                    xml = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "portal_companies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    insurer_rfc = table.Column<string>(type: "TEXT", maxLength: 13, nullable: false),
                    sees_all = table.Column<bool>(type: "INTEGER", nullable: false),
                    opened_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_companies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "practices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_practices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "AspNetRoleClaims",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    role_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_role_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_asp_net_role_claims_asp_net_roles_role_id",
                        column: x => x.role_id,
                        principalTable: "AspNetRoles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "portal_calls",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    request = table.Column<string>(type: "TEXT", nullable: false),
                    status_code = table.Column<int>(type: "INTEGER", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_calls", x => x.id);
                    table.ForeignKey(
                        name: "fk_portal_calls_portal_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "portal_companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "portal_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_keys", x => x.id);
                    table.ForeignKey(
                        name: "fk_portal_keys_portal_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "portal_companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhooks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    secret = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhooks", x => x.id);
                    table.ForeignKey(
                        name: "fk_webhooks_portal_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "portal_companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUsers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    company_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    display_name = table.Column<string>(type: "TEXT", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_users", x => x.id);
                    table.ForeignKey(
                        name: "fk_asp_net_users_portal_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "portal_companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_asp_net_users_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    who = table.Column<string>(type: "TEXT", nullable: false),
                    what = table.Column<string>(type: "TEXT", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit", x => x.id);
                    table.ForeignKey(
                        name: "fk_audit_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cash_shifts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    cashier = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    opened_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    opening_float = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cash_shifts", x => x.id);
                    table.ForeignKey(
                        name: "fk_cash_shifts_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "complemento_batches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complemento_batches", x => x.id);
                    table.ForeignKey(
                        name: "fk_complemento_batches_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "copago_settings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    invoice_days = table.Column<int>(type: "INTEGER", nullable: true),
                    periodicidad = table.Column<string>(type: "TEXT", nullable: false),
                    automatic_global = table.Column<bool>(type: "INTEGER", nullable: false),
                    paper = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_copago_settings", x => x.id);
                    table.ForeignKey(
                        name: "fk_copago_settings_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cpt_codes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: false),
                    search = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cpt_codes", x => x.id);
                    table.ForeignKey(
                        name: "fk_cpt_codes_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cpt_links",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    cpt = table.Column<string>(type: "TEXT", nullable: false),
                    clave_prod_serv = table.Column<string>(type: "TEXT", nullable: false),
                    clave_unidad = table.Column<string>(type: "TEXT", nullable: false),
                    descripcion = table.Column<string>(type: "TEXT", nullable: false),
                    iva = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cpt_links", x => x.id);
                    table.ForeignKey(
                        name: "fk_cpt_links_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "daily_tasks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    work = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    done_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_daily_tasks", x => x.id);
                    table.ForeignKey(
                        name: "fk_daily_tasks_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "emisores",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rfc = table.Column<string>(type: "TEXT", maxLength: 13, nullable: false),
                    nombre = table.Column<string>(type: "TEXT", nullable: false),
                    regimen_fiscal = table.Column<string>(type: "TEXT", nullable: false),
                    codigo_postal = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    calle = table.Column<string>(type: "TEXT", nullable: false),
                    numero_exterior = table.Column<string>(type: "TEXT", nullable: false),
                    numero_interior = table.Column<string>(type: "TEXT", nullable: false),
                    colonia = table.Column<string>(type: "TEXT", nullable: false),
                    municipio = table.Column<string>(type: "TEXT", nullable: false),
                    iva = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    serie = table.Column<string>(type: "TEXT", nullable: false),
                    next_folio = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_emisores", x => x.id);
                    table.ForeignKey(
                        name: "fk_emisores_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "insurers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    rfc = table.Column<string>(type: "TEXT", maxLength: 13, nullable: false),
                    nombre = table.Column<string>(type: "TEXT", nullable: false),
                    regimen_fiscal = table.Column<string>(type: "TEXT", nullable: false),
                    codigo_postal = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    uso_cfdi = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_insurers", x => x.id);
                    table.ForeignKey(
                        name: "fk_insurers_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invoice_comments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    invoice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    who = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_comments", x => x.id);
                    table.ForeignKey(
                        name: "fk_invoice_comments_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mail_servers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    host = table.Column<string>(type: "TEXT", nullable: false),
                    port = table.Column<int>(type: "INTEGER", nullable: false),
                    security = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    user = table.Column<string>(type: "TEXT", nullable: false),
                    password = table.Column<byte[]>(type: "BLOB", nullable: true),
                    from_address = table.Column<string>(type: "TEXT", nullable: false),
                    from_name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_servers", x => x.id);
                    table.ForeignKey(
                        name: "fk_mail_servers_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mail_templates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_templates", x => x.id);
                    table.ForeignKey(
                        name: "fk_mail_templates_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mails",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    about = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    recipients = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mails", x => x.id);
                    table.ForeignKey(
                        name: "fk_mails_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    leased_by = table.Column<string>(type: "TEXT", nullable: true),
                    leased_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    done_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                    table.ForeignKey(
                        name: "fk_outbox_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "patients",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    search = table.Column<string>(type: "TEXT", nullable: false),
                    insurer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    policy_number = table.Column<string>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patients", x => x.id);
                    table.ForeignKey(
                        name: "fk_patients_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "replacements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    replaced_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    replaced_uuid = table.Column<string>(type: "TEXT", maxLength: 36, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_replacements", x => x.id);
                    table.ForeignKey(
                        name: "fk_replacements_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "status_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    invoice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    to = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    who = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_status_changes", x => x.id);
                    table.ForeignKey(
                        name: "fk_status_changes_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_asp_net_user_claims_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    provider_key = table.Column<string>(type: "TEXT", nullable: false),
                    provider_display_name = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_asp_net_user_logins_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserRoles",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_roles", x => new { x.user_id, x.role_id });
                    table.ForeignKey(
                        name: "fk_asp_net_user_roles_asp_net_roles_role_id",
                        column: x => x.role_id,
                        principalTable: "AspNetRoles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_asp_net_user_roles_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_asp_net_user_tokens_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "portal_grants",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_grants", x => x.id);
                    table.ForeignKey(
                        name: "fk_portal_grants_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_portal_grants_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cash_counts",
                columns: table => new
                {
                    shift_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    forma_pago = table.Column<string>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    expected = table.Column<long>(type: "INTEGER", nullable: false),
                    counted = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cash_counts", x => new { x.shift_id, x.forma_pago });
                    table.ForeignKey(
                        name: "fk_cash_counts_cash_shifts_shift_id",
                        column: x => x.shift_id,
                        principalTable: "cash_shifts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_cash_counts_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bank_accounts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    clabe = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    alias = table.Column<string>(type: "TEXT", nullable: false),
                    preferred = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_accounts", x => x.id);
                    table.ForeignKey(
                        name: "fk_bank_accounts_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_bank_accounts_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bank_movements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    time = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    loaded_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    dismissed_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_movements", x => x.id);
                    table.ForeignKey(
                        name: "fk_bank_movements_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bank_movements_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "batches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    by_plan = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batches", x => x.id);
                    table.ForeignKey(
                        name: "fk_batches_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_batches_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "global_invoices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    periodicidad = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    forma_pago = table.Column<string>(type: "TEXT", nullable: false),
                    tickets = table.Column<int>(type: "INTEGER", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    serie = table.Column<string>(type: "TEXT", nullable: false),
                    folio = table.Column<int>(type: "INTEGER", nullable: false),
                    requested_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    uuid = table.Column<string>(type: "TEXT", maxLength: 36, nullable: true),
                    stamped_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    rejection = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_global_invoices", x => x.id);
                    table.ForeignKey(
                        name: "fk_global_invoices_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_global_invoices_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "llaves",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    no_certificado = table.Column<string>(type: "TEXT", nullable: false),
                    cer = table.Column<byte[]>(type: "BLOB", nullable: false),
                    key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    password = table.Column<byte[]>(type: "BLOB", nullable: false),
                    valid_from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    valid_to = table.Column<DateTime>(type: "TEXT", nullable: false),
                    loaded_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    warned_days = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_llaves", x => x.id);
                    table.ForeignKey(
                        name: "fk_llaves_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_llaves_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "logos",
                columns: table => new
                {
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    picture = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_logos", x => x.emisor_id);
                    table.ForeignKey(
                        name: "fk_logos_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_logos_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "manifiestos",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    text_version = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    accepted_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    accepted_by = table.Column<string>(type: "TEXT", nullable: false),
                    no_certificado = table.Column<string>(type: "TEXT", nullable: false),
                    signature = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_manifiestos", x => x.id);
                    table.ForeignKey(
                        name: "fk_manifiestos_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_manifiestos_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sealed_cfdis",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    serie = table.Column<string>(type: "TEXT", nullable: false),
                    folio = table.Column<int>(type: "INTEGER", nullable: true),
                    issued_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    receptor = table.Column<string>(type: "TEXT", nullable: false),
                    sealed_xml = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sealed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    stamped_xml = table.Column<byte[]>(type: "BLOB", nullable: true),
                    pdf = table.Column<byte[]>(type: "BLOB", nullable: true),
                    uuid = table.Column<string>(type: "TEXT", maxLength: 36, nullable: true),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    sin_validez_fiscal = table.Column<bool>(type: "INTEGER", nullable: false),
                    rejection_code = table.Column<string>(type: "TEXT", nullable: true),
                    rejection_message = table.Column<string>(type: "TEXT", nullable: true),
                    waiting_because = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sealed_cfdis", x => x.id);
                    table.ForeignKey(
                        name: "fk_sealed_cfdis_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sealed_cfdis_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "statement_layouts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    date = table.Column<string>(type: "TEXT", nullable: false),
                    time = table.Column<string>(type: "TEXT", nullable: false),
                    credit = table.Column<string>(type: "TEXT", nullable: false),
                    sign = table.Column<string>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement_layouts", x => x.id);
                    table.ForeignKey(
                        name: "fk_statement_layouts_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_statement_layouts_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "insurer_recipients",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    insurer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    addresses = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_insurer_recipients", x => x.id);
                    table.ForeignKey(
                        name: "fk_insurer_recipients_insurers_insurer_id",
                        column: x => x.insurer_id,
                        principalTable: "insurers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_insurer_recipients_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "services",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    folio = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    insurer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    cpt = table.Column<string>(type: "TEXT", nullable: false),
                    plan = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    insurer_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    copay = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_services", x => x.id);
                    table.ForeignKey(
                        name: "fk_services_insurers_insurer_id",
                        column: x => x.insurer_id,
                        principalTable: "insurers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_services_patients_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_services_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tickets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    folio = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    token = table.Column<string>(type: "TEXT", maxLength: 22, nullable: false),
                    request_key = table.Column<Guid>(type: "TEXT", nullable: false),
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    patient_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    shift_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    cashier = table.Column<string>(type: "TEXT", nullable: false),
                    paid_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    change = table.Column<long>(type: "INTEGER", nullable: false),
                    forma_pago = table.Column<string>(type: "TEXT", nullable: false),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    undone_by = table.Column<string>(type: "TEXT", nullable: true),
                    undo_reason = table.Column<string>(type: "TEXT", nullable: true),
                    undone_in_shift_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    invoice_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    global_invoice_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tickets", x => x.id);
                    table.ForeignKey(
                        name: "fk_tickets_cash_shifts_shift_id",
                        column: x => x.shift_id,
                        principalTable: "cash_shifts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_cash_shifts_undone_in_shift_id",
                        column: x => x.undone_in_shift_id,
                        principalTable: "cash_shifts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_patients_patient_id",
                        column: x => x.patient_id,
                        principalTable: "patients",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    webhook_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    change_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    delivered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_status_changes_change_id",
                        column: x => x.change_id,
                        principalTable: "status_changes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_webhook_deliveries_webhooks_webhook_id",
                        column: x => x.webhook_id,
                        principalTable: "webhooks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    insurer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    paid_time = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    forma_pago = table.Column<string>(type: "TEXT", nullable: false),
                    operation_number = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    payer_bank_rfc = table.Column<string>(type: "TEXT", nullable: false),
                    payer_account = table.Column<string>(type: "TEXT", nullable: false),
                    receiver_bank_rfc = table.Column<string>(type: "TEXT", nullable: false),
                    receiver_account = table.Column<string>(type: "TEXT", nullable: false),
                    bank_movement_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    registered_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    undo_asked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments", x => x.id);
                    table.ForeignKey(
                        name: "fk_payments_bank_movements_bank_movement_id",
                        column: x => x.bank_movement_id,
                        principalTable: "bank_movements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payments_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payments_insurers_insurer_id",
                        column: x => x.insurer_id,
                        principalTable: "insurers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payments_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invoices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    insurer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    control_number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    search = table.Column<string>(type: "TEXT", nullable: false),
                    issue_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    metodo_pago = table.Column<string>(type: "TEXT", nullable: false),
                    forma_pago = table.Column<string>(type: "TEXT", nullable: false),
                    service_kind = table.Column<string>(type: "TEXT", nullable: false),
                    payment_chosen = table.Column<bool>(type: "INTEGER", nullable: false),
                    batch_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    plan = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    sub_total = table.Column<long>(type: "INTEGER", nullable: false),
                    iva_trasladado = table.Column<long>(type: "INTEGER", nullable: false),
                    isr_retenido = table.Column<long>(type: "INTEGER", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    serie = table.Column<string>(type: "TEXT", nullable: true),
                    folio = table.Column<int>(type: "INTEGER", nullable: true),
                    uuid = table.Column<string>(type: "TEXT", maxLength: 36, nullable: true),
                    stamped_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    paid = table.Column<long>(type: "INTEGER", nullable: false),
                    credited = table.Column<long>(type: "INTEGER", nullable: false),
                    earlier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    rejection = table.Column<string>(type: "TEXT", nullable: true),
                    insurer_reason = table.Column<string>(type: "TEXT", nullable: true),
                    pay_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoices", x => x.id);
                    table.ForeignKey(
                        name: "fk_invoices_batches_batch_id",
                        column: x => x.batch_id,
                        principalTable: "batches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_invoices_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_invoices_insurers_insurer_id",
                        column: x => x.insurer_id,
                        principalTable: "insurers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_invoices_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "cancellations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sealed_cfdi_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    motivo = table.Column<string>(type: "TEXT", nullable: false),
                    replacement = table.Column<string>(type: "TEXT", maxLength: 36, nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    requested_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    accepted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    settled_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    acuse = table.Column<byte[]>(type: "BLOB", nullable: true),
                    message = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cancellations", x => x.id);
                    table.ForeignKey(
                        name: "fk_cancellations_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_cancellations_sealed_cfdis_sealed_cfdi_id",
                        column: x => x.sealed_cfdi_id,
                        principalTable: "sealed_cfdis",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "sat_checks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sealed_cfdi_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uuid = table.Column<string>(type: "TEXT", maxLength: 36, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    estado = table.Column<string>(type: "TEXT", nullable: false),
                    es_cancelable = table.Column<string>(type: "TEXT", nullable: false),
                    estatus_cancelacion = table.Column<string>(type: "TEXT", nullable: false),
                    difference = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sat_checks", x => x.id);
                    table.ForeignKey(
                        name: "fk_sat_checks_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_sat_checks_sealed_cfdis_sealed_cfdi_id",
                        column: x => x.sealed_cfdi_id,
                        principalTable: "sealed_cfdis",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "copago_invoices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ticket_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    corrects_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    rfc = table.Column<string>(type: "TEXT", maxLength: 13, nullable: false),
                    nombre = table.Column<string>(type: "TEXT", nullable: false),
                    codigo_postal = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    regimen_fiscal = table.Column<string>(type: "TEXT", nullable: false),
                    uso_cfdi = table.Column<string>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: false),
                    serie = table.Column<string>(type: "TEXT", nullable: false),
                    folio = table.Column<int>(type: "INTEGER", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    requested_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    uuid = table.Column<string>(type: "TEXT", maxLength: 36, nullable: true),
                    stamped_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    rejection = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_copago_invoices", x => x.id);
                    table.ForeignKey(
                        name: "fk_copago_invoices_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_copago_invoices_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ticket_lines",
                columns: table => new
                {
                    ticket_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    service_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    charge = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_lines", x => new { x.ticket_id, x.service_id });
                    table.ForeignKey(
                        name: "fk_ticket_lines_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_lines_services_service_id",
                        column: x => x.service_id,
                        principalTable: "services",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_lines_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_payments",
                columns: table => new
                {
                    ticket_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    forma_pago = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_payments", x => new { x.ticket_id, x.forma_pago });
                    table.ForeignKey(
                        name: "fk_ticket_payments_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_payments_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "complemento_batch_items",
                columns: table => new
                {
                    batch_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    payment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    complemento_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    problem = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complemento_batch_items", x => new { x.batch_id, x.payment_id });
                    table.ForeignKey(
                        name: "fk_complemento_batch_items_complemento_batches_batch_id",
                        column: x => x.batch_id,
                        principalTable: "complemento_batches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_complemento_batch_items_payments_payment_id",
                        column: x => x.payment_id,
                        principalTable: "payments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_complemento_batch_items_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "complementos",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    payment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    emisor_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    serie = table.Column<string>(type: "TEXT", nullable: false),
                    folio = table.Column<string>(type: "TEXT", nullable: false),
                    uuid = table.Column<string>(type: "TEXT", maxLength: 36, nullable: true),
                    stamped_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    external = table.Column<bool>(type: "INTEGER", nullable: false),
                    replaced_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    rejection = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complementos", x => x.id);
                    table.ForeignKey(
                        name: "fk_complementos_emisores_emisor_id",
                        column: x => x.emisor_id,
                        principalTable: "emisores",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_complementos_payments_payment_id",
                        column: x => x.payment_id,
                        principalTable: "payments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_complementos_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credit_notes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    invoice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    forma_pago = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    serie = table.Column<string>(type: "TEXT", nullable: false),
                    folio = table.Column<int>(type: "INTEGER", nullable: false),
                    sub_total = table.Column<long>(type: "INTEGER", nullable: false),
                    iva_trasladado = table.Column<long>(type: "INTEGER", nullable: false),
                    isr_retenido = table.Column<long>(type: "INTEGER", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    uuid = table.Column<string>(type: "TEXT", maxLength: 36, nullable: true),
                    stamped_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    rejection = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_notes", x => x.id);
                    table.ForeignKey(
                        name: "fk_credit_notes_invoices_invoice_id",
                        column: x => x.invoice_id,
                        principalTable: "invoices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credit_notes_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invoice_lines",
                columns: table => new
                {
                    invoice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    service_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    taken_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    released_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_lines", x => new { x.invoice_id, x.service_id });
                    table.ForeignKey(
                        name: "fk_invoice_lines_invoices_invoice_id",
                        column: x => x.invoice_id,
                        principalTable: "invoices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_invoice_lines_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_invoice_lines_services_service_id",
                        column: x => x.service_id,
                        principalTable: "services",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "payment_applications",
                columns: table => new
                {
                    payment_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    invoice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    parcialidad = table.Column<int>(type: "INTEGER", nullable: false),
                    saldo_anterior = table.Column<long>(type: "INTEGER", nullable: false),
                    pagado = table.Column<long>(type: "INTEGER", nullable: false),
                    saldo_insoluto = table.Column<long>(type: "INTEGER", nullable: false),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_applications", x => new { x.payment_id, x.invoice_id });
                    table.ForeignKey(
                        name: "fk_payment_applications_invoices_invoice_id",
                        column: x => x.invoice_id,
                        principalTable: "invoices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_payment_applications_payments_payment_id",
                        column: x => x.payment_id,
                        principalTable: "payments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_payment_applications_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "credit_note_line",
                columns: table => new
                {
                    credit_note_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    service_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    practice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_note_line", x => new { x.credit_note_id, x.service_id });
                    table.ForeignKey(
                        name: "fk_credit_note_line_credit_notes_credit_note_id",
                        column: x => x.credit_note_id,
                        principalTable: "credit_notes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_credit_note_line_practices_practice_id",
                        column: x => x.practice_id,
                        principalTable: "practices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_credit_note_line_services_service_id",
                        column: x => x.service_id,
                        principalTable: "services",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_role_claims_role_id",
                table: "AspNetRoleClaims",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "RoleNameIndex",
                table: "AspNetRoles",
                column: "normalized_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_user_claims_user_id",
                table: "AspNetUserClaims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_user_logins_user_id",
                table: "AspNetUserLogins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_user_roles_role_id",
                table: "AspNetUserRoles",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "AspNetUsers",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_users_company_id",
                table: "AspNetUsers",
                column: "company_id");

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_users_practice_id",
                table: "AspNetUsers",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "AspNetUsers",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_practice_id_at",
                table: "audit",
                columns: new[] { "practice_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_subject_id_at",
                table: "audit",
                columns: new[] { "subject_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_bank_accounts_emisor_id_clabe",
                table: "bank_accounts",
                columns: new[] { "emisor_id", "clabe" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bank_accounts_practice_id",
                table: "bank_accounts",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_bank_movements_emisor_id_account_date_amount_ordinal",
                table: "bank_movements",
                columns: new[] { "emisor_id", "account", "date", "amount", "ordinal" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bank_movements_practice_id",
                table: "bank_movements",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_batches_emisor_id",
                table: "batches",
                column: "emisor_id");

            migrationBuilder.CreateIndex(
                name: "ix_batches_practice_id_created_at",
                table: "batches",
                columns: new[] { "practice_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cancellations_live",
                table: "cancellations",
                column: "subject_id",
                unique: true,
                filter: "state = 'Requested' OR state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_cancellations_practice_id",
                table: "cancellations",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_cancellations_sealed_cfdi_id",
                table: "cancellations",
                column: "sealed_cfdi_id");

            migrationBuilder.CreateIndex(
                name: "ix_cash_counts_practice_id",
                table: "cash_counts",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_cash_shifts_practice_id_cashier",
                table: "cash_shifts",
                columns: new[] { "practice_id", "cashier" },
                unique: true,
                filter: "closed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_cash_shifts_practice_id_opened_at",
                table: "cash_shifts",
                columns: new[] { "practice_id", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_complemento_batch_items_payment_id",
                table: "complemento_batch_items",
                column: "payment_id");

            migrationBuilder.CreateIndex(
                name: "ix_complemento_batch_items_practice_id",
                table: "complemento_batch_items",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_complemento_batches_practice_id_month",
                table: "complemento_batches",
                columns: new[] { "practice_id", "month" },
                unique: true,
                filter: "finished_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_complementos_emisor_id",
                table: "complementos",
                column: "emisor_id");

            migrationBuilder.CreateIndex(
                name: "ix_complementos_payment_id",
                table: "complementos",
                column: "payment_id",
                unique: true,
                filter: "status <> 'Rechazado' AND status <> 'Cancelado' AND replaced_by_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_complementos_practice_id",
                table: "complementos",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_complementos_uuid",
                table: "complementos",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_copago_invoices_live",
                table: "copago_invoices",
                column: "ticket_id",
                unique: true,
                filter: "corrects_id IS NULL AND status NOT IN ('Rechazada', 'Cancelada')");

            migrationBuilder.CreateIndex(
                name: "ix_copago_invoices_practice_id",
                table: "copago_invoices",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_copago_settings_practice_id",
                table: "copago_settings",
                column: "practice_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cpt_codes_practice_id_code",
                table: "cpt_codes",
                columns: new[] { "practice_id", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_cpt_links_practice_id_cpt",
                table: "cpt_links",
                columns: new[] { "practice_id", "cpt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_credit_note_line_practice_id",
                table: "credit_note_line",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_credit_note_line_service_id",
                table: "credit_note_line",
                column: "service_id");

            migrationBuilder.CreateIndex(
                name: "ix_credit_notes_invoice_id",
                table: "credit_notes",
                column: "invoice_id");

            migrationBuilder.CreateIndex(
                name: "ix_credit_notes_practice_id",
                table: "credit_notes",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_credit_notes_uuid",
                table: "credit_notes",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_daily_tasks_practice_id_day_work",
                table: "daily_tasks",
                columns: new[] { "practice_id", "day", "work" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_emisores_practice_id_rfc",
                table: "emisores",
                columns: new[] { "practice_id", "rfc" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_global_invoices_emisor_id",
                table: "global_invoices",
                column: "emisor_id");

            migrationBuilder.CreateIndex(
                name: "ix_global_invoices_practice_id_requested_at",
                table: "global_invoices",
                columns: new[] { "practice_id", "requested_at" });

            migrationBuilder.CreateIndex(
                name: "ix_insurer_recipients_insurer_id",
                table: "insurer_recipients",
                column: "insurer_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_insurer_recipients_practice_id",
                table: "insurer_recipients",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_insurers_practice_id",
                table: "insurers",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_invoice_comments_invoice_id_at",
                table: "invoice_comments",
                columns: new[] { "invoice_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_invoice_comments_practice_id",
                table: "invoice_comments",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_invoice_lines_practice_id",
                table: "invoice_lines",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_invoice_lines_service_id",
                table: "invoice_lines",
                column: "service_id",
                unique: true,
                filter: "released_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_invoices_batch_id",
                table: "invoices",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_invoices_emisor_id_control_number",
                table: "invoices",
                columns: new[] { "emisor_id", "control_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invoices_insurer_id",
                table: "invoices",
                column: "insurer_id");

            migrationBuilder.CreateIndex(
                name: "ix_invoices_practice_id_created_at",
                table: "invoices",
                columns: new[] { "practice_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_invoices_uuid",
                table: "invoices",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_llaves_emisor_id",
                table: "llaves",
                column: "emisor_id");

            migrationBuilder.CreateIndex(
                name: "ix_llaves_practice_id",
                table: "llaves",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_logos_practice_id",
                table: "logos",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_mail_servers_practice_id",
                table: "mail_servers",
                column: "practice_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mail_templates_practice_id",
                table: "mail_templates",
                column: "practice_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mails_practice_id",
                table: "mails",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_mails_subject_id_created_at",
                table: "mails",
                columns: new[] { "subject_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_manifiestos_emisor_id_text_version",
                table: "manifiestos",
                columns: new[] { "emisor_id", "text_version" });

            migrationBuilder.CreateIndex(
                name: "ix_manifiestos_practice_id",
                table: "manifiestos",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_due_at",
                table: "outbox",
                column: "due_at",
                filter: "done_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_practice_id",
                table: "outbox",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_patients_practice_id_search",
                table: "patients",
                columns: new[] { "practice_id", "search" });

            migrationBuilder.CreateIndex(
                name: "ix_payment_applications_invoice_id_parcialidad",
                table: "payment_applications",
                columns: new[] { "invoice_id", "parcialidad" },
                unique: true,
                filter: "undone_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payment_applications_practice_id",
                table: "payment_applications",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_payments_bank_movement_id",
                table: "payments",
                column: "bank_movement_id",
                unique: true,
                filter: "undone_at IS NULL AND bank_movement_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payments_emisor_id_operation_number_amount_paid_on",
                table: "payments",
                columns: new[] { "emisor_id", "operation_number", "amount", "paid_on" },
                unique: true,
                filter: "undone_at IS NULL AND operation_number <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_payments_insurer_id",
                table: "payments",
                column: "insurer_id");

            migrationBuilder.CreateIndex(
                name: "ix_payments_practice_id_paid_on",
                table: "payments",
                columns: new[] { "practice_id", "paid_on" });

            migrationBuilder.CreateIndex(
                name: "ix_portal_calls_company_id_key",
                table: "portal_calls",
                columns: new[] { "company_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_portal_grants_practice_id",
                table: "portal_grants",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_portal_grants_user_id_practice_id",
                table: "portal_grants",
                columns: new[] { "user_id", "practice_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_portal_keys_company_id",
                table: "portal_keys",
                column: "company_id");

            migrationBuilder.CreateIndex(
                name: "ix_portal_keys_hash",
                table: "portal_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_replacements_practice_id",
                table: "replacements",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_replacements_replaced_id",
                table: "replacements",
                column: "replaced_id",
                unique: true,
                filter: "state <> 'Undone'");

            migrationBuilder.CreateIndex(
                name: "ix_replacements_subject_id",
                table: "replacements",
                column: "subject_id",
                unique: true,
                filter: "state <> 'Undone'");

            migrationBuilder.CreateIndex(
                name: "ix_sat_checks_practice_id_at",
                table: "sat_checks",
                columns: new[] { "practice_id", "at" },
                filter: "difference IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sat_checks_sealed_cfdi_id",
                table: "sat_checks",
                column: "sealed_cfdi_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sat_checks_subject_id",
                table: "sat_checks",
                column: "subject_id");

            migrationBuilder.CreateIndex(
                name: "ix_sealed_cfdis_emisor_id_serie_folio",
                table: "sealed_cfdis",
                columns: new[] { "emisor_id", "serie", "folio" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sealed_cfdis_practice_id",
                table: "sealed_cfdis",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_sealed_cfdis_subject_id",
                table: "sealed_cfdis",
                column: "subject_id",
                unique: true,
                filter: "state <> 'Rejected'");

            migrationBuilder.CreateIndex(
                name: "ix_sealed_cfdis_uuid",
                table: "sealed_cfdis",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_services_insurer_id",
                table: "services",
                column: "insurer_id");

            migrationBuilder.CreateIndex(
                name: "ix_services_patient_id",
                table: "services",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_services_practice_id_cpt",
                table: "services",
                columns: new[] { "practice_id", "cpt" });

            migrationBuilder.CreateIndex(
                name: "ix_services_practice_id_date",
                table: "services",
                columns: new[] { "practice_id", "date" });

            migrationBuilder.CreateIndex(
                name: "ix_services_practice_id_folio",
                table: "services",
                columns: new[] { "practice_id", "folio" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_services_practice_id_insurer_id_date",
                table: "services",
                columns: new[] { "practice_id", "insurer_id", "date" });

            migrationBuilder.CreateIndex(
                name: "ix_statement_layouts_emisor_id_account",
                table: "statement_layouts",
                columns: new[] { "emisor_id", "account" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_statement_layouts_practice_id",
                table: "statement_layouts",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_status_changes_invoice_id_at",
                table: "status_changes",
                columns: new[] { "invoice_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_status_changes_practice_id",
                table: "status_changes",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_lines_practice_id",
                table: "ticket_lines",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_lines_service_id_charge",
                table: "ticket_lines",
                columns: new[] { "service_id", "charge" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ticket_payments_practice_id",
                table: "ticket_payments",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_emisor_id_day",
                table: "tickets",
                columns: new[] { "emisor_id", "day" },
                filter: "invoice_id IS NULL AND global_invoice_id IS NULL AND undone_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_folio",
                table: "tickets",
                column: "folio",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tickets_global_invoice_id",
                table: "tickets",
                column: "global_invoice_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_patient_id",
                table: "tickets",
                column: "patient_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_practice_id_number",
                table: "tickets",
                columns: new[] { "practice_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tickets_practice_id_request_key",
                table: "tickets",
                columns: new[] { "practice_id", "request_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tickets_shift_id",
                table: "tickets",
                column: "shift_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_token",
                table: "tickets",
                column: "token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tickets_undone_in_shift_id",
                table: "tickets",
                column: "undone_in_shift_id");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_change_id",
                table: "webhook_deliveries",
                column: "change_id");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_practice_id",
                table: "webhook_deliveries",
                column: "practice_id");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_webhook_id_change_id",
                table: "webhook_deliveries",
                columns: new[] { "webhook_id", "change_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_webhooks_company_id",
                table: "webhooks",
                column: "company_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AspNetRoleClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins");

            migrationBuilder.DropTable(
                name: "AspNetUserRoles");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens");

            migrationBuilder.DropTable(
                name: "audit");

            migrationBuilder.DropTable(
                name: "bank_accounts");

            migrationBuilder.DropTable(
                name: "cancellations");

            migrationBuilder.DropTable(
                name: "cash_counts");

            migrationBuilder.DropTable(
                name: "complemento_batch_items");

            migrationBuilder.DropTable(
                name: "complementos");

            migrationBuilder.DropTable(
                name: "copago_invoices");

            migrationBuilder.DropTable(
                name: "copago_settings");

            migrationBuilder.DropTable(
                name: "cpt_codes");

            migrationBuilder.DropTable(
                name: "cpt_links");

            migrationBuilder.DropTable(
                name: "credit_note_line");

            migrationBuilder.DropTable(
                name: "daily_tasks");

            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "global_invoices");

            migrationBuilder.DropTable(
                name: "insurer_recipients");

            migrationBuilder.DropTable(
                name: "invoice_comments");

            migrationBuilder.DropTable(
                name: "invoice_lines");

            migrationBuilder.DropTable(
                name: "llaves");

            migrationBuilder.DropTable(
                name: "logos");

            migrationBuilder.DropTable(
                name: "mail_servers");

            migrationBuilder.DropTable(
                name: "mail_templates");

            migrationBuilder.DropTable(
                name: "mails");

            migrationBuilder.DropTable(
                name: "manifiestos");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "payment_applications");

            migrationBuilder.DropTable(
                name: "portal_calls");

            migrationBuilder.DropTable(
                name: "portal_grants");

            migrationBuilder.DropTable(
                name: "portal_keys");

            migrationBuilder.DropTable(
                name: "replacements");

            migrationBuilder.DropTable(
                name: "sat_checks");

            migrationBuilder.DropTable(
                name: "statement_layouts");

            migrationBuilder.DropTable(
                name: "ticket_lines");

            migrationBuilder.DropTable(
                name: "ticket_payments");

            migrationBuilder.DropTable(
                name: "webhook_deliveries");

            migrationBuilder.DropTable(
                name: "AspNetRoles");

            migrationBuilder.DropTable(
                name: "complemento_batches");

            migrationBuilder.DropTable(
                name: "credit_notes");

            migrationBuilder.DropTable(
                name: "payments");

            migrationBuilder.DropTable(
                name: "AspNetUsers");

            migrationBuilder.DropTable(
                name: "sealed_cfdis");

            migrationBuilder.DropTable(
                name: "services");

            migrationBuilder.DropTable(
                name: "tickets");

            migrationBuilder.DropTable(
                name: "status_changes");

            migrationBuilder.DropTable(
                name: "webhooks");

            migrationBuilder.DropTable(
                name: "invoices");

            migrationBuilder.DropTable(
                name: "bank_movements");

            migrationBuilder.DropTable(
                name: "cash_shifts");

            migrationBuilder.DropTable(
                name: "patients");

            migrationBuilder.DropTable(
                name: "portal_companies");

            migrationBuilder.DropTable(
                name: "batches");

            migrationBuilder.DropTable(
                name: "insurers");

            migrationBuilder.DropTable(
                name: "emisores");

            migrationBuilder.DropTable(
                name: "practices");
        }
    }
}
