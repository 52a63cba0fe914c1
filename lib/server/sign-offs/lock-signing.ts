import { sql, type Transaction } from "@/lib/server/db";

/**
 * Whoever signs in a program at the same moment waits here until the other's signatures are written, and
 * then sees them: two tabs sign a row once. Nobody who writes rows of the program, or flips one, waits for it.
 */
export const lockSigning = (tx: Transaction, programId: string) =>
  tx.$queryRaw(sql`
    SELECT "id" FROM "Program" WHERE "id" = ${programId}::uuid FOR NO KEY UPDATE`);
