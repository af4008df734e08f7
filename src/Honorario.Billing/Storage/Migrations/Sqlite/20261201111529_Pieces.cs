using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Pieces : Migration
    {
        /// <summary>Tables with their texts that are searched; each text begins with a blank.</summary>
        private static readonly (string Table, string[] Columns, string Text)[] s_searched =
        [
            ("patients", ["search", "phone_digits"], "' ' || {0}.search || ' ' || {0}.phone_digits"),
            ("policies", ["search"], "' ' || {0}.search"),
            ("invoices", ["search", "keys"], "' ' || {0}.search || {0}.keys"),
            ("payments", ["operation_number"], "' ' || upper({0}.operation_number)"),
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "phone_digits",
                table: "patients",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");
            migrationBuilder.Sql(
                """
                UPDATE patients SET phone_digits = replace(replace(replace(replace(replace(replace(replace(
                  phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), '/', '') WHERE phone <> ''
                """);
            foreach (var (table, columns, text) in s_searched)
            {
                string Text(string row) => string.Format(System.Globalization.CultureInfo.InvariantCulture, text, row);
                var added = $"INSERT INTO {table}_pieces (rowid, text) SELECT keys.number, {Text("new")} FROM {table}_piece_keys AS keys WHERE id = new.id";
                var gone = $"INSERT INTO {table}_pieces ({table}_pieces, rowid, text) "
                    + $"SELECT 'delete', keys.number, {Text("old")} FROM {table}_piece_keys AS keys WHERE id = old.id";
                // The number of a row that has no number of its own may change whenever the file is packed (VACUUM): these stay.
                migrationBuilder.Sql($"CREATE TABLE {table}_piece_keys (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)");
                migrationBuilder.Sql(
                    $"CREATE VIRTUAL TABLE {table}_pieces USING fts5(text, content='', detail=none, tokenize='trigram case_sensitive 1')");
                // Who is erased is gone from the pieces at once.
                migrationBuilder.Sql($"INSERT INTO {table}_pieces ({table}_pieces, rank) VALUES ('secure-delete', 1)");
                migrationBuilder.Sql(
                    $"""
                    CREATE TRIGGER {table}_pieces_added AFTER INSERT ON {table} BEGIN
                      INSERT INTO {table}_piece_keys (id) VALUES (new.id);
                      {added};
                    END
                    """);
                migrationBuilder.Sql(
                    $"""
                    CREATE TRIGGER {table}_pieces_changed AFTER UPDATE OF {string.Join(", ", columns)} ON {table}
                    WHEN {Text("new")} IS NOT {Text("old")} BEGIN
                      {gone};
                      {added};
                    END
                    """);
                migrationBuilder.Sql(
                    $"""
                    CREATE TRIGGER {table}_pieces_gone AFTER DELETE ON {table} BEGIN
                      {gone};
                      DELETE FROM {table}_piece_keys WHERE id = old.id;
                    END
                    """);
                migrationBuilder.Sql($"INSERT INTO {table}_piece_keys (id) SELECT id FROM {table}");
                migrationBuilder.Sql(
                    $"""
                    INSERT INTO {table}_pieces (rowid, text)
                    SELECT keys.number, {Text(table)} FROM {table} JOIN {table}_piece_keys AS keys ON keys.id = {table}.id
                    """);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var (table, _, _) in s_searched)
            {
                foreach (var trigger in (string[])["added", "changed", "gone"])
                    migrationBuilder.Sql($"DROP TRIGGER {table}_pieces_{trigger}");
                migrationBuilder.Sql($"DROP TABLE {table}_pieces");
                migrationBuilder.Sql($"DROP TABLE {table}_piece_keys");
            }

            migrationBuilder.Sql("ALTER TABLE patients DROP COLUMN phone_digits");
        }
    }
}
