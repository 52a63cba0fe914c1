/**
 * What the embedded database's one session is told when it opens. Memory for sorting and hashing, which
 * it has once and not per connection: with the 4 MB of a server, 50,000 rows go through files.
 */
export const sessionSettings = "SET work_mem = '32MB'";
