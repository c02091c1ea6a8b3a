using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Xiaoer.Platform.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    shop_id = table.Column<Guid>(type: "uuid", nullable: true),
                    actor = table.Column<Guid>(type: "uuid", nullable: true),
                    action = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: true),
                    details = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    address = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "backup_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    origin = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: true),
                    wanted_at = table.Column<long>(type: "bigint", nullable: false),
                    beat_at = table.Column<long>(type: "bigint", nullable: true),
                    rows = table.Column<long>(type: "bigint", nullable: false),
                    rows_of = table.Column<long>(type: "bigint", nullable: false),
                    taken_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    file = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    bytes = table.Column<long>(type: "bigint", nullable: true),
                    failure = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    details = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_backup_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "channels",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    color = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    welcome_zh = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    welcome_en = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    signatures = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    signature_seconds = table.Column<int>(type: "integer", nullable: false),
                    secret = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    allowed_origins = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_channels", x => new { x.shop_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cursor = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: true),
                    actor = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_events", x => new { x.shop_id, x.cursor });
                });

            migrationBuilder.CreateTable(
                name: "files",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    uploader_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    uploader_id = table.Column<Guid>(type: "uuid", nullable: false),
                    address_hash = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    content_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    thumbnail_bytes = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    attached_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_files", x => new { x.shop_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    actor = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    request_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    content_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    location = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    etag = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_keys", x => new { x.actor, x.key });
                });

            migrationBuilder.CreateTable(
                name: "link_keys",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    key = table.Column<byte[]>(type: "bytea", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_link_keys", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "people",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    locale = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    access_version = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    normalized_email = table.Column<string>(type: "character varying(508)", maxLength: 508, nullable: false),
                    password_hash = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    lockout_end = table.Column<long>(type: "bigint", nullable: true),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "push_keys",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    @public = table.Column<byte[]>(name: "public", type: "bytea", maxLength: 65, nullable: false),
                    @private = table.Column<byte[]>(name: "private", type: "bytea", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_push_keys", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "push_marks",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cursor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_push_marks", x => x.shop_id);
                });

            migrationBuilder.CreateTable(
                name: "seats",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    open = table.Column<int>(type: "integer", nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    available = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seats", x => new { x.shop_id, x.person_id });
                    table.CheckConstraint("seat_not_overfull", "open >= 0");
                });

            migrationBuilder.CreateTable(
                name: "setup_tokens",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_setup_tokens", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "shop_counters",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shop_counters", x => new { x.shop_id, x.name });
                });

            migrationBuilder.CreateTable(
                name: "shop_cursors",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shop_cursors", x => x.shop_id);
                });

            migrationBuilder.CreateTable(
                name: "shops",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    time_zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    locale = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    hours = table.Column<string>(type: "character varying(6000)", maxLength: 6000, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    people_changed_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shops", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "used_identity_tokens",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_used_identity_tokens", x => new { x.shop_id, x.channel_id, x.token_id });
                });

            migrationBuilder.CreateTable(
                name: "channel_widgets",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    settings = table.Column<string>(type: "character varying(40000)", maxLength: 40000, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_channel_widgets", x => new { x.shop_id, x.channel_id });
                    table.ForeignKey(
                        name: "fk_channel_widgets_channels_shop_id_channel_id",
                        columns: x => new { x.shop_id, x.channel_id },
                        principalTable: "channels",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "visitors",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    locale = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    device = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    page_url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    page_title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    page_product = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    page_since = table.Column<long>(type: "bigint", nullable: true),
                    address_hash = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    visits = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    last_seen_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visitors", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_visitors_channels_shop_id_channel_id",
                        columns: x => new { x.shop_id, x.channel_id },
                        principalTable: "channels",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "file_chunks",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    thumbnail = table.Column<bool>(type: "boolean", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_chunks", x => new { x.shop_id, x.file_id, x.thumbnail, x.number });
                    table.ForeignKey(
                        name: "fk_file_chunks_files_shop_id_file_id",
                        columns: x => new { x.shop_id, x.file_id },
                        principalTable: "files",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "desk_fronts",
                columns: table => new
                {
                    connection = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_desk_fronts", x => x.connection);
                    table.ForeignKey(
                        name: "fk_desk_fronts_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "known_devices",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    secret_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false),
                    lockout_end = table.Column<long>(type: "bigint", nullable: true),
                    seen_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_known_devices", x => new { x.person_id, x.id });
                    table.ForeignKey(
                        name: "fk_known_devices_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notification_choices",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    settings = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_choices", x => x.person_id);
                    table.ForeignKey(
                        name: "fk_notification_choices_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    secret_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    device = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    address = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    last_seen_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_sessions_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    prefix = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    secret_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    scopes = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    last_used_at = table.Column<long>(type: "bigint", nullable: true),
                    revoked_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_api_keys_shop_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "customer_labels",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    name_key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    color = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_labels", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_customer_labels_shops_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "customers",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    external_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name_key = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false, collation: "C"),
                    region = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    tier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    importance = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    made_by_import = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customers", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_customers_shops_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "import_mappings",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    preset = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    encoding = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    mapping = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_mappings", x => new { x.shop_id, x.name });
                    table.ForeignKey(
                        name: "fk_import_mappings_shops_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "import_runs",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    file_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    file_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    stored = table.Column<bool>(type: "boolean", nullable: false),
                    preset = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    encoding = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    mapping = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    committed_line = table.Column<long>(type: "bigint", nullable: false),
                    permille = table.Column<int>(type: "integer", nullable: false),
                    epoch = table.Column<int>(type: "integer", nullable: false),
                    held_until = table.Column<long>(type: "bigint", nullable: true),
                    rows = table.Column<long>(type: "bigint", nullable: false),
                    orders = table.Column<long>(type: "bigint", nullable: false),
                    items = table.Column<long>(type: "bigint", nullable: false),
                    customers = table.Column<long>(type: "bigint", nullable: false),
                    guest_orders = table.Column<long>(type: "bigint", nullable: false),
                    refund_lines = table.Column<long>(type: "bigint", nullable: false),
                    created = table.Column<long>(type: "bigint", nullable: false),
                    updated = table.Column<long>(type: "bigint", nullable: false),
                    unchanged = table.Column<long>(type: "bigint", nullable: false),
                    warnings = table.Column<long>(type: "bigint", nullable: false),
                    rejected = table.Column<long>(type: "bigint", nullable: false),
                    removed = table.Column<long>(type: "bigint", nullable: true),
                    kept = table.Column<long>(type: "bigint", nullable: true),
                    rejects_file = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    elapsed_ms = table.Column<long>(type: "bigint", nullable: false),
                    actor = table.Column<Guid>(type: "uuid", nullable: true),
                    actor_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    started_at = table.Column<long>(type: "bigint", nullable: false),
                    finished_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_runs", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_import_runs_shops_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "invitations",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    roles = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    teams = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    invited_by = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitations", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_invitations_shop_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "memberships",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    disabled_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_memberships", x => new { x.shop_id, x.person_id });
                    table.ForeignKey(
                        name: "fk_memberships_person_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_memberships_shop_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notebooks",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notebooks", x => new { x.shop_id, x.person_id });
                    table.ForeignKey(
                        name: "fk_notebooks_shops_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "products",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    external_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    category = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    image_url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    made_by_import = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    price_currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    price_minor = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_products", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_products_shops_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "promotions",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    starts_at = table.Column<long>(type: "bigint", nullable: false),
                    ends_at = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_promotions", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_promotions_shops_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "saved_views",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    pinned = table.Column<bool>(type: "boolean", nullable: false),
                    conditions = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_views", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_saved_views_shops_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "shop_safety",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    trusted_domains = table.Column<string>(type: "character varying(12700)", maxLength: 12700, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shop_safety", x => x.shop_id);
                    table.ForeignKey(
                        name: "fk_shop_safety_shops_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "teams",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    wait_seconds = table.Column<int>(type: "integer", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_teams_shops_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "conversations",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    visitor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    verified = table.Column<bool>(type: "boolean", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    step = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    assignee_id = table.Column<Guid>(type: "uuid", nullable: true),
                    previous_id = table.Column<Guid>(type: "uuid", nullable: true),
                    moved_from = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    last_sequence = table.Column<long>(type: "bigint", nullable: false),
                    last_at = table.Column<long>(type: "bigint", nullable: false),
                    preview = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    last_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    last_author = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    waiting_since = table.Column<long>(type: "bigint", nullable: true),
                    unread = table.Column<int>(type: "integer", nullable: false),
                    customer_delivered = table.Column<long>(type: "bigint", nullable: false),
                    customer_read = table.Column<long>(type: "bigint", nullable: false),
                    agent_delivered = table.Column<long>(type: "bigint", nullable: false),
                    agent_read = table.Column<long>(type: "bigint", nullable: false),
                    last_recalled_at = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    resolved_at = table.Column<long>(type: "bigint", nullable: true),
                    rating = table.Column<int>(type: "integer", nullable: true),
                    person_wanted_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conversations", x => new { x.shop_id, x.id });
                    table.CheckConstraint("resolved_when_resolved", "(status = 'Resolved') = (resolved_at IS NOT NULL)");
                    table.ForeignKey(
                        name: "fk_conversations_channels_shop_id_channel_id",
                        columns: x => new { x.shop_id, x.channel_id },
                        principalTable: "channels",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_conversations_visitors_shop_id_visitor_id",
                        columns: x => new { x.shop_id, x.visitor_id },
                        principalTable: "visitors",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 80);

            migrationBuilder.CreateTable(
                name: "page_views",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    visitor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    product = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    seconds = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_page_views", x => new { x.shop_id, x.visitor_id, x.id });
                    table.ForeignKey(
                        name: "fk_page_views_visitors_shop_id_visitor_id",
                        columns: x => new { x.shop_id, x.visitor_id },
                        principalTable: "visitors",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "visitor_blocks",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    visitor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    address_hash = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: true),
                    address_until = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visitor_blocks", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_visitor_blocks_visitors_shop_id_visitor_id",
                        columns: x => new { x.shop_id, x.visitor_id },
                        principalTable: "visitors",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "visitor_contacts",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    visitor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visitor_contacts", x => new { x.shop_id, x.visitor_id, x.id });
                    table.ForeignKey(
                        name: "fk_visitor_contacts_visitors_shop_id_visitor_id",
                        columns: x => new { x.shop_id, x.visitor_id },
                        principalTable: "visitors",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "visitor_invitations",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    visitor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    answered_at = table.Column<long>(type: "bigint", nullable: true),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visitor_invitations", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_visitor_invitations_visitors_shop_id_visitor_id",
                        columns: x => new { x.shop_id, x.visitor_id },
                        principalTable: "visitors",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "visitor_sessions",
                columns: table => new
                {
                    token_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_id = table.Column<Guid>(type: "uuid", nullable: false),
                    visitor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    identified = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    last_used_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visitor_sessions", x => x.token_hash);
                    table.ForeignKey(
                        name: "fk_visitor_sessions_visitors_shop_id_visitor_id",
                        columns: x => new { x.shop_id, x.visitor_id },
                        principalTable: "visitors",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "push_devices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    p256dh = table.Column<byte[]>(type: "bytea", maxLength: 65, nullable: false),
                    auth = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    locale = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    device = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    last_sent_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_push_devices", x => x.id);
                    table.ForeignKey(
                        name: "fk_push_devices_people_person_id",
                        column: x => x.person_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_push_devices_sessions_session_id",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "customer_faces",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    shown = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false, collation: "C"),
                    skeleton = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_faces", x => new { x.shop_id, x.customer_id, x.shown });
                    table.ForeignKey(
                        name: "fk_customer_faces_customers_shop_id_customer_id",
                        columns: x => new { x.shop_id, x.customer_id },
                        principalTable: "customers",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "customer_identities",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    display = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    verified = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_identities", x => new { x.shop_id, x.kind, x.source, x.value });
                    table.ForeignKey(
                        name: "fk_customer_identities_customers_shop_id_customer_id",
                        columns: x => new { x.shop_id, x.customer_id },
                        principalTable: "customers",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "customer_notes",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    author = table.Column<Guid>(type: "uuid", nullable: false),
                    author_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    pinned_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_notes", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_customer_notes_customers_shop_id_customer_id",
                        columns: x => new { x.shop_id, x.customer_id },
                        principalTable: "customers",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "customer_words",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    word = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false, collation: "C"),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_words", x => new { x.shop_id, x.word, x.customer_id });
                    table.ForeignKey(
                        name: "fk_customer_words_customers_shop_id_customer_id",
                        columns: x => new { x.shop_id, x.customer_id },
                        principalTable: "customers",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "dismissed_warnings",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    evidence = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dismissed_warnings", x => new { x.shop_id, x.customer_id, x.kind, x.evidence });
                    table.ForeignKey(
                        name: "fk_dismissed_warnings_customers_shop_id_customer_id",
                        columns: x => new { x.shop_id, x.customer_id },
                        principalTable: "customers",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "labelled_customers",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    label_id = table.Column<Guid>(type: "uuid", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_labelled_customers", x => new { x.shop_id, x.label_id, x.customer_id });
                    table.ForeignKey(
                        name: "fk_labelled_customers_customer_labels_shop_id_label_id",
                        columns: x => new { x.shop_id, x.label_id },
                        principalTable: "customer_labels",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_labelled_customers_customers_shop_id_customer_id",
                        columns: x => new { x.shop_id, x.customer_id },
                        principalTable: "customers",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    external_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, collation: "C"),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    trade_status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    payment_status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    total_minor = table.Column<long>(type: "bigint", nullable: false),
                    refunded_minor = table.Column<long>(type: "bigint", nullable: false),
                    item_count = table.Column<int>(type: "integer", nullable: false),
                    ordered_at = table.Column<long>(type: "bigint", nullable: false),
                    courier = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    tracking_number = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    shipping_mark = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    import_run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    made_by_import = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_orders", x => new { x.shop_id, x.id });
                    table.CheckConstraint("ck_orders_refunded", "refunded_minor >= 0 AND (refunded_minor = 0 OR refunded_minor <= total_minor)");
                    table.ForeignKey(
                        name: "fk_orders_customers_shop_id_customer_id",
                        columns: x => new { x.shop_id, x.customer_id },
                        principalTable: "customers",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_orders_shops_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "shared_contacts",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shared_contacts", x => new { x.shop_id, x.kind, x.value, x.customer_id });
                    table.ForeignKey(
                        name: "fk_shared_contacts_customers_shop_id_customer_id",
                        columns: x => new { x.shop_id, x.customer_id },
                        principalTable: "customers",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "import_chunks",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_chunks", x => new { x.shop_id, x.run_id, x.number });
                    table.ForeignKey(
                        name: "fk_import_chunks_import_runs_shop_id_run_id",
                        columns: x => new { x.shop_id, x.run_id },
                        principalTable: "import_runs",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "import_findings",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject = table.Column<string>(type: "character varying(130)", maxLength: 130, nullable: false),
                    line = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_findings", x => new { x.shop_id, x.run_id, x.kind, x.subject });
                    table.ForeignKey(
                        name: "fk_import_findings_import_runs_shop_id_run_id",
                        columns: x => new { x.shop_id, x.run_id },
                        principalTable: "import_runs",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "import_refunds",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_line = table.Column<long>(type: "bigint", nullable: false),
                    external_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    customer_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sku = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    unit_price_minor = table.Column<long>(type: "bigint", nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    settled = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_refunds", x => new { x.shop_id, x.run_id, x.file_line });
                    table.ForeignKey(
                        name: "fk_import_refunds_import_runs_shop_id_run_id",
                        columns: x => new { x.shop_id, x.run_id },
                        principalTable: "import_runs",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "membership_roles",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_membership_roles", x => new { x.shop_id, x.person_id, x.role });
                    table.ForeignKey(
                        name: "fk_membership_roles_memberships_shop_id_person_id",
                        columns: x => new { x.shop_id, x.person_id },
                        principalTable: "memberships",
                        principalColumns: new[] { "shop_id", "person_id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "variants",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sku = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    stock = table.Column<int>(type: "integer", nullable: true),
                    price_currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    price_minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_variants", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_variants_products_shop_id_product_id",
                        columns: x => new { x.shop_id, x.product_id },
                        principalTable: "products",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "scripts",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    promotion_id = table.Column<Guid>(type: "uuid", nullable: true),
                    folder = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    shortcut = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    shortcut_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    initials = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    deleted_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scripts", x => new { x.shop_id, x.id });
                    table.ForeignKey(
                        name: "fk_scripts_people_owner_id",
                        column: x => x.owner_id,
                        principalTable: "people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_scripts_promotions_shop_id_promotion_id",
                        columns: x => new { x.shop_id, x.promotion_id },
                        principalTable: "promotions",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_scripts_shops_shop_id",
                        column: x => x.shop_id,
                        principalTable: "shops",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "team_members",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_members", x => new { x.shop_id, x.team_id, x.person_id });
                    table.ForeignKey(
                        name: "fk_team_members_memberships_shop_id_person_id",
                        columns: x => new { x.shop_id, x.person_id },
                        principalTable: "memberships",
                        principalColumns: new[] { "shop_id", "person_id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_team_members_teams_shop_id_team_id",
                        columns: x => new { x.shop_id, x.team_id },
                        principalTable: "teams",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    author = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sender_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    content = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: true),
                    client_message_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    recalled_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => new { x.shop_id, x.conversation_id, x.sequence });
                    table.ForeignKey(
                        name: "fk_messages_conversations_shop_id_conversation_id",
                        columns: x => new { x.shop_id, x.conversation_id },
                        principalTable: "conversations",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ratings",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    score = table.Column<int>(type: "integer", nullable: true),
                    answers = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ratings", x => new { x.shop_id, x.conversation_id });
                    table.CheckConstraint("rating_from_one_to_five", "score IS NULL OR score BETWEEN 1 AND 5");
                    table.ForeignKey(
                        name: "fk_ratings_conversations_shop_id_conversation_id",
                        columns: x => new { x.shop_id, x.conversation_id },
                        principalTable: "conversations",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "push_deliveries",
                columns: table => new
                {
                    device_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: true),
                    since = table.Column<long>(type: "bigint", nullable: true),
                    planned_at = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_push_deliveries", x => new { x.device_id, x.key });
                    table.ForeignKey(
                        name: "fk_push_deliveries_conversations_shop_id_conversation_id",
                        columns: x => new { x.shop_id, x.conversation_id },
                        principalTable: "conversations",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_push_deliveries_push_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "push_devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "order_items",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    sku = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    unit_price_minor = table.Column<long>(type: "bigint", nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_items", x => new { x.shop_id, x.order_id, x.line });
                    table.ForeignKey(
                        name: "fk_order_items_orders_shop_id_order_id",
                        columns: x => new { x.shop_id, x.order_id },
                        principalTable: "orders",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "order_refunds",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    external_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sku = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    alone = table.Column<bool>(type: "boolean", nullable: false),
                    import_run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_refunds", x => new { x.shop_id, x.external_id, x.line });
                    table.ForeignKey(
                        name: "fk_order_refunds_orders_shop_id_order_id",
                        columns: x => new { x.shop_id, x.order_id },
                        principalTable: "orders",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "script_uses",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    script_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    weight = table.Column<double>(type: "double precision", nullable: false),
                    last_at = table.Column<long>(type: "bigint", nullable: true),
                    last_use = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_script_uses", x => new { x.shop_id, x.script_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_script_uses_scripts_shop_id_script_id",
                        columns: x => new { x.shop_id, x.script_id },
                        principalTable: "scripts",
                        principalColumns: new[] { "shop_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mentions",
                columns: table => new
                {
                    shop_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    seen_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mentions", x => new { x.shop_id, x.person_id, x.conversation_id, x.sequence });
                    table.ForeignKey(
                        name: "fk_mentions_messages_shop_id_conversation_id_sequence",
                        columns: x => new { x.shop_id, x.conversation_id, x.sequence },
                        principalTable: "messages",
                        principalColumns: new[] { "shop_id", "conversation_id", "sequence" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_prefix",
                table: "api_keys",
                column: "prefix",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_shop_id_actor_id",
                table: "audit_entries",
                columns: new[] { "shop_id", "actor", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_shop_id_id",
                table: "audit_entries",
                columns: new[] { "shop_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_backup_runs_state",
                table: "backup_runs",
                column: "state",
                unique: true,
                filter: "state = 'Running'");

            migrationBuilder.CreateIndex(
                name: "ix_backup_runs_state_wanted_at",
                table: "backup_runs",
                columns: new[] { "state", "wanted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_channels_id",
                table: "channels",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_conversations_shop_id_assignee_id",
                table: "conversations",
                columns: new[] { "shop_id", "assignee_id" },
                filter: "resolved_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_shop_id_channel_id",
                table: "conversations",
                columns: new[] { "shop_id", "channel_id" });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_shop_id_customer_id",
                table: "conversations",
                columns: new[] { "shop_id", "customer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_shop_id_moved_from",
                table: "conversations",
                columns: new[] { "shop_id", "moved_from" },
                unique: true,
                filter: "moved_from IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_shop_id_number",
                table: "conversations",
                columns: new[] { "shop_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_conversations_shop_id_resolved_at",
                table: "conversations",
                columns: new[] { "shop_id", "resolved_at" },
                filter: "resolved_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_shop_id_visitor_id_channel_id",
                table: "conversations",
                columns: new[] { "shop_id", "visitor_id", "channel_id" },
                unique: true,
                filter: "resolved_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_shop_id_visitor_id_created_at",
                table: "conversations",
                columns: new[] { "shop_id", "visitor_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_customer_faces_shop_id_skeleton",
                table: "customer_faces",
                columns: new[] { "shop_id", "skeleton" });

            migrationBuilder.CreateIndex(
                name: "ix_customer_identities_shop_id_customer_id",
                table: "customer_identities",
                columns: new[] { "shop_id", "customer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_customer_identities_shop_id_value",
                table: "customer_identities",
                columns: new[] { "shop_id", "value" });

            migrationBuilder.CreateIndex(
                name: "ix_customer_labels_shop_id_kind_name_key",
                table: "customer_labels",
                columns: new[] { "shop_id", "kind", "name_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_customer_notes_shop_id_customer_id_id",
                table: "customer_notes",
                columns: new[] { "shop_id", "customer_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_customer_words_shop_id_customer_id",
                table: "customer_words",
                columns: new[] { "shop_id", "customer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_customers_shop_id_external_id",
                table: "customers",
                columns: new[] { "shop_id", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_customers_shop_id_importance_id",
                table: "customers",
                columns: new[] { "shop_id", "importance", "id" },
                filter: "importance <> 'Normal'");

            migrationBuilder.CreateIndex(
                name: "ix_customers_shop_id_made_by_import",
                table: "customers",
                columns: new[] { "shop_id", "made_by_import" },
                filter: "made_by_import IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_customers_shop_id_name_key",
                table: "customers",
                columns: new[] { "shop_id", "name_key" });

            migrationBuilder.CreateIndex(
                name: "ix_desk_fronts_person_id",
                table: "desk_fronts",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_files_attached_at_created_at",
                table: "files",
                columns: new[] { "attached_at", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_files_shop_id_address_hash_created_at",
                table: "files",
                columns: new[] { "shop_id", "address_hash", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_files_shop_id_uploader_id_created_at",
                table: "files",
                columns: new[] { "shop_id", "uploader_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_keys_created_at",
                table: "idempotency_keys",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_import_runs_shop_id_fingerprint",
                table: "import_runs",
                columns: new[] { "shop_id", "fingerprint" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_import_runs_state_started_at",
                table: "import_runs",
                columns: new[] { "state", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_invitations_token_hash",
                table: "invitations",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_labelled_customers_shop_id_customer_id",
                table: "labelled_customers",
                columns: new[] { "shop_id", "customer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_membership_roles_shop_id_role",
                table: "membership_roles",
                columns: new[] { "shop_id", "role" });

            migrationBuilder.CreateIndex(
                name: "ix_memberships_person_id",
                table: "memberships",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_mentions_shop_id_conversation_id_sequence",
                table: "mentions",
                columns: new[] { "shop_id", "conversation_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_mentions_shop_id_person_id_at",
                table: "mentions",
                columns: new[] { "shop_id", "person_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_shop_id_sender_id_client_message_id_conversation_id",
                table: "messages",
                columns: new[] { "shop_id", "sender_id", "client_message_id", "conversation_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_order_refunds_shop_id_import_run_id",
                table: "order_refunds",
                columns: new[] { "shop_id", "import_run_id" });

            migrationBuilder.CreateIndex(
                name: "ix_order_refunds_shop_id_order_id",
                table: "order_refunds",
                columns: new[] { "shop_id", "order_id" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_shop_id_customer_id_ordered_at_id",
                table: "orders",
                columns: new[] { "shop_id", "customer_id", "ordered_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_shop_id_external_id",
                table: "orders",
                columns: new[] { "shop_id", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_orders_shop_id_made_by_import",
                table: "orders",
                columns: new[] { "shop_id", "made_by_import" },
                filter: "made_by_import IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_orders_shop_id_ordered_at_id",
                table: "orders",
                columns: new[] { "shop_id", "ordered_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_shop_id_shipping_mark",
                table: "orders",
                columns: new[] { "shop_id", "shipping_mark" },
                filter: "shipping_mark IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_page_views_at",
                table: "page_views",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_people_normalized_email",
                table: "people",
                column: "normalized_email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_products_shop_id_external_id",
                table: "products",
                columns: new[] { "shop_id", "external_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_products_shop_id_made_by_import",
                table: "products",
                columns: new[] { "shop_id", "made_by_import" },
                filter: "made_by_import IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_promotions_shop_id_name",
                table: "promotions",
                columns: new[] { "shop_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_push_deliveries_due_at",
                table: "push_deliveries",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "ix_push_deliveries_shop_id_conversation_id",
                table: "push_deliveries",
                columns: new[] { "shop_id", "conversation_id" });

            migrationBuilder.CreateIndex(
                name: "ix_push_devices_endpoint",
                table: "push_devices",
                column: "endpoint",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_push_devices_person_id",
                table: "push_devices",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_push_devices_session_id",
                table: "push_devices",
                column: "session_id");

            migrationBuilder.CreateIndex(
                name: "ix_ratings_shop_id_agent_id_at",
                table: "ratings",
                columns: new[] { "shop_id", "agent_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_ratings_shop_id_at_conversation_id",
                table: "ratings",
                columns: new[] { "shop_id", "at", "conversation_id" });

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_shop_id_owner_id",
                table: "saved_views",
                columns: new[] { "shop_id", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_script_uses_shop_id_user_id",
                table: "script_uses",
                columns: new[] { "shop_id", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_scripts_deleted_at",
                table: "scripts",
                column: "deleted_at");

            migrationBuilder.CreateIndex(
                name: "ix_scripts_owner_id",
                table: "scripts",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_scripts_shop_id_owner_id_id",
                table: "scripts",
                columns: new[] { "shop_id", "owner_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_scripts_shop_id_owner_id_shortcut_key",
                table: "scripts",
                columns: new[] { "shop_id", "owner_id", "shortcut_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_scripts_shop_id_promotion_id",
                table: "scripts",
                columns: new[] { "shop_id", "promotion_id" });

            migrationBuilder.CreateIndex(
                name: "ix_scripts_shop_id_shortcut_key",
                table: "scripts",
                columns: new[] { "shop_id", "shortcut_key" },
                unique: true,
                filter: "owner_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_person_id_ended_at",
                table: "sessions",
                columns: new[] { "person_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_shared_contacts_shop_id_customer_id",
                table: "shared_contacts",
                columns: new[] { "shop_id", "customer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_shops_name",
                table: "shops",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_team_members_person_id",
                table: "team_members",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_team_members_shop_id_person_id",
                table: "team_members",
                columns: new[] { "shop_id", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_teams_shop_id_name",
                table: "teams",
                columns: new[] { "shop_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_variants_shop_id_product_id",
                table: "variants",
                columns: new[] { "shop_id", "product_id" });

            migrationBuilder.CreateIndex(
                name: "ix_variants_shop_id_sku",
                table: "variants",
                columns: new[] { "shop_id", "sku" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_visitor_blocks_shop_id_visitor_id",
                table: "visitor_blocks",
                columns: new[] { "shop_id", "visitor_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_visitor_invitations_shop_id_agent_id_at",
                table: "visitor_invitations",
                columns: new[] { "shop_id", "agent_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_visitor_invitations_shop_id_visitor_id_at",
                table: "visitor_invitations",
                columns: new[] { "shop_id", "visitor_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_visitor_sessions_shop_id_visitor_id",
                table: "visitor_sessions",
                columns: new[] { "shop_id", "visitor_id" });

            migrationBuilder.CreateIndex(
                name: "ix_visitors_shop_id_address_hash",
                table: "visitors",
                columns: new[] { "shop_id", "address_hash" });

            migrationBuilder.CreateIndex(
                name: "ix_visitors_shop_id_channel_id_subject",
                table: "visitors",
                columns: new[] { "shop_id", "channel_id", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_visitors_shop_id_customer_id",
                table: "visitors",
                columns: new[] { "shop_id", "customer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_visitors_shop_id_last_seen_at_id",
                table: "visitors",
                columns: new[] { "shop_id", "last_seen_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "backup_runs");

            migrationBuilder.DropTable(
                name: "channel_widgets");

            migrationBuilder.DropTable(
                name: "customer_faces");

            migrationBuilder.DropTable(
                name: "customer_identities");

            migrationBuilder.DropTable(
                name: "customer_notes");

            migrationBuilder.DropTable(
                name: "customer_words");

            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "desk_fronts");

            migrationBuilder.DropTable(
                name: "dismissed_warnings");

            migrationBuilder.DropTable(
                name: "events");

            migrationBuilder.DropTable(
                name: "file_chunks");

            migrationBuilder.DropTable(
                name: "idempotency_keys");

            migrationBuilder.DropTable(
                name: "import_chunks");

            migrationBuilder.DropTable(
                name: "import_findings");

            migrationBuilder.DropTable(
                name: "import_mappings");

            migrationBuilder.DropTable(
                name: "import_refunds");

            migrationBuilder.DropTable(
                name: "invitations");

            migrationBuilder.DropTable(
                name: "known_devices");

            migrationBuilder.DropTable(
                name: "labelled_customers");

            migrationBuilder.DropTable(
                name: "link_keys");

            migrationBuilder.DropTable(
                name: "membership_roles");

            migrationBuilder.DropTable(
                name: "mentions");

            migrationBuilder.DropTable(
                name: "notebooks");

            migrationBuilder.DropTable(
                name: "notification_choices");

            migrationBuilder.DropTable(
                name: "order_items");

            migrationBuilder.DropTable(
                name: "order_refunds");

            migrationBuilder.DropTable(
                name: "page_views");

            migrationBuilder.DropTable(
                name: "push_deliveries");

            migrationBuilder.DropTable(
                name: "push_keys");

            migrationBuilder.DropTable(
                name: "push_marks");

            migrationBuilder.DropTable(
                name: "ratings");

            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropTable(
                name: "script_uses");

            migrationBuilder.DropTable(
                name: "seats");

            migrationBuilder.DropTable(
                name: "setup_tokens");

            migrationBuilder.DropTable(
                name: "shared_contacts");

            migrationBuilder.DropTable(
                name: "shop_counters");

            migrationBuilder.DropTable(
                name: "shop_cursors");

            migrationBuilder.DropTable(
                name: "shop_safety");

            migrationBuilder.DropTable(
                name: "team_members");

            migrationBuilder.DropTable(
                name: "used_identity_tokens");

            migrationBuilder.DropTable(
                name: "variants");

            migrationBuilder.DropTable(
                name: "visitor_blocks");

            migrationBuilder.DropTable(
                name: "visitor_contacts");

            migrationBuilder.DropTable(
                name: "visitor_invitations");

            migrationBuilder.DropTable(
                name: "visitor_sessions");

            migrationBuilder.DropTable(
                name: "files");

            migrationBuilder.DropTable(
                name: "import_runs");

            migrationBuilder.DropTable(
                name: "customer_labels");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "push_devices");

            migrationBuilder.DropTable(
                name: "scripts");

            migrationBuilder.DropTable(
                name: "memberships");

            migrationBuilder.DropTable(
                name: "teams");

            migrationBuilder.DropTable(
                name: "products");

            migrationBuilder.DropTable(
                name: "conversations");

            migrationBuilder.DropTable(
                name: "customers");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "promotions");

            migrationBuilder.DropTable(
                name: "visitors");

            migrationBuilder.DropTable(
                name: "people");

            migrationBuilder.DropTable(
                name: "shops");

            migrationBuilder.DropTable(
                name: "channels");
        }
    }
}
