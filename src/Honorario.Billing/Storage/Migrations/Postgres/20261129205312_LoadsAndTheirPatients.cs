using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Honorario.Billing.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LoadsAndTheirPatients : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "person_id",
                table: "service_loads",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "load_id",
                table: "patients",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_patients_load_id",
                table: "patients",
                column: "load_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_patients_load_id",
                table: "patients");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "service_loads");

            migrationBuilder.DropColumn(
                name: "load_id",
                table: "patients");
        }
    }
}
