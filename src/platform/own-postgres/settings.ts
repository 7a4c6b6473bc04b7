/**
 * PostgreSQL's settings, given on its command line so that they are always those of this version of the gateway.
 * Everything that guards the data (fsync, synchronous_commit, full_page_writes) stays at its safe default.
 */
export function serverSettings(socketDir: string, port: number): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: '',
    // A list: quoted, so that commas and spaces are part of the name.
    unix_socket_directories: `"${socketDir.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port,
    max_connections: 100,
    shared_buffers: '256MB',
    max_wal_size: '1GB',
    min_wal_size: '128MB',
    random_page_cost: 1.1,
    // Compiling pays for reports of seconds; the gateway's statements take milliseconds.
    jit: 'off',
    // A table that has grown is analyzed soon: prepared statements are planned anew then.
    autovacuum_naptime: '5s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%u@%d ',
    log_checkpoints: 'off',
    // Statements carry customers' data and would fill the log: the gateway logs its own errors.
    log_min_error_statement: 'panic',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
