using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PeopleById : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_cash_shifts_practice_id_cashier",
                table: "cash_shifts");

            migrationBuilder.AddColumn<Guid>(
                name: "cashier_id",
                table: "tickets",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "undone_by_id",
                table: "tickets",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "status_changes",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "services",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "patients",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "invoices",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "cashier_id",
                table: "cash_shifts",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "only_own",
                table: "batches",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "batches",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "role_set_id",
                table: "AspNetUsers",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "role_sets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    practice_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    only_own = table.Column<bool>(type: "boolean", nullable: false),
                    rights = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
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
                name: "ix_role_sets_practice_id_name",
                table: "role_sets",
                columns: new[] { "practice_id", "name" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_asp_net_users_role_set_role_set_id",
                table: "AspNetUsers",
                column: "role_set_id",
                principalTable: "role_sets",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_asp_net_users_role_set_role_set_id",
                table: "AspNetUsers");

            migrationBuilder.DropTable(
                name: "role_sets");

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
                name: "person_id",
                table: "services");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "invoices");

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
                name: "role_set_id",
                table: "AspNetUsers");

            migrationBuilder.CreateIndex(
                name: "ix_cash_shifts_practice_id_cashier",
                table: "cash_shifts",
                columns: new[] { "practice_id", "cashier" },
                unique: true,
                filter: "closed_at IS NULL");
        }
    }
}
