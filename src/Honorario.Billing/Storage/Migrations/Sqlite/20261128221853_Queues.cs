using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Queues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE outbox DROP COLUMN leased_until");
            migrationBuilder.Sql("UPDATE outbox SET leased_by = NULL");

            migrationBuilder.AddColumn<DateTime>(
                name: "doubtful_since",
                table: "sealed_cfdis",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "fault",
                table: "outbox",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "line",
                table: "outbox",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "trace",
                table: "outbox",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "issue_date",
                table: "batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "planned",
                table: "batches",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "prepared_at",
                table: "batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "problem",
                table: "batches",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "installations",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    master_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_installations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox_processes",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    beats = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_processes", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_done_at",
                table: "outbox",
                column: "done_at",
                filter: "done_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_kind_line_due_at",
                table: "outbox",
                columns: new[] { "kind", "line", "due_at" },
                filter: "done_at IS NULL AND leased_by IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_leased_by",
                table: "outbox",
                column: "leased_by",
                filter: "done_at IS NULL AND leased_by IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_subject_id",
                table: "outbox",
                column: "subject_id",
                filter: "done_at IS NULL");

            migrationBuilder.Sql("UPDATE outbox SET line = practice_id");
            migrationBuilder.Sql("UPDATE batches SET prepared_at = created_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "installations");

            migrationBuilder.DropTable(
                name: "outbox_processes");

            migrationBuilder.DropIndex(
                name: "ix_outbox_done_at",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_outbox_kind_line_due_at",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_outbox_leased_by",
                table: "outbox");

            migrationBuilder.DropIndex(
                name: "ix_outbox_subject_id",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "doubtful_since",
                table: "sealed_cfdis");

            migrationBuilder.DropColumn(
                name: "fault",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "line",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "trace",
                table: "outbox");

            migrationBuilder.DropColumn(
                name: "issue_date",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "planned",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "prepared_at",
                table: "batches");

            migrationBuilder.DropColumn(
                name: "problem",
                table: "batches");

            migrationBuilder.AddColumn<DateTime>(
                name: "leased_until",
                table: "outbox",
                type: "TEXT",
                nullable: true);
        }
    }
}
