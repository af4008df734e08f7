using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReviewRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
        }
    }
}
