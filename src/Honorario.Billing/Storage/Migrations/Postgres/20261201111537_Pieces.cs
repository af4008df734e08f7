using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Pieces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "phone_digits",
                table: "patients",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");
            migrationBuilder.Sql("UPDATE patients SET phone_digits = regexp_replace(phone, '[^0-9]', '', 'g') WHERE phone <> ''");
            // Who may not create the extension goes without the indexes; called again, it makes those that are missing.
            migrationBuilder.Sql(
                """
                CREATE FUNCTION honorario_pieces() RETURNS void LANGUAGE plpgsql AS $$
                BEGIN
                  CREATE EXTENSION IF NOT EXISTS pg_trgm;
                  CREATE INDEX IF NOT EXISTS ix_patients_search_pieces ON patients USING gin (search gin_trgm_ops);
                  CREATE INDEX IF NOT EXISTS ix_patients_phone_digits_pieces ON patients USING gin (phone_digits gin_trgm_ops);
                  CREATE INDEX IF NOT EXISTS ix_policies_search_pieces ON policies USING gin (search gin_trgm_ops);
                  CREATE INDEX IF NOT EXISTS ix_invoices_search_pieces ON invoices USING gin (search gin_trgm_ops);
                  CREATE INDEX IF NOT EXISTS ix_invoices_keys_pieces ON invoices USING gin (keys gin_trgm_ops);
                  CREATE INDEX IF NOT EXISTS ix_payments_operation_number_pieces ON payments USING gin (upper(operation_number) gin_trgm_ops);
                EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
                  RAISE WARNING 'Honorario searches without pg_trgm: %', SQLERRM;
                END $$
                """);
            migrationBuilder.Sql("SELECT honorario_pieces()");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            string[] indexed =
                ["patients_search", "patients_phone_digits", "policies_search", "invoices_search", "invoices_keys", "payments_operation_number"];
            foreach (var column in indexed)
                migrationBuilder.Sql($"DROP INDEX IF EXISTS ix_{column}_pieces");
            migrationBuilder.Sql("DROP FUNCTION honorario_pieces()");

            migrationBuilder.DropColumn(
                name: "phone_digits",
                table: "patients");
        }
    }
}
