import { PrismaPg } from "@prisma/adapter-pg";
import pg, { type PoolConfig } from "pg";
import { Prisma, PrismaClient } from "@/prisma/generated/client";

/** The only file outside `prisma/` that knows Prisma. */
export type Database = PrismaClient;
export type Transaction = Prisma.TransactionClient;
export type Json = Prisma.InputJsonValue;
export const sql = Prisma.sql;
export const joinSql = Prisma.join;
export const emptySql = Prisma.empty;
export type Sql = Prisma.Sql;
export const databaseNull = Prisma.DbNull;

/** Opens the process's pool; `onNotification` hears what any of its connections is notified of. */
export const connectDatabase = (
  connection: PoolConfig,
  onNotification?: (payload: string) => void,
): Database => {
  const pool = new pg.Pool({ max: 8, ...connection });
  pool.on("connect", (client) => {
    if (onNotification) client.on("notification", ({ payload }) => onNotification(payload ?? ""));
  });
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) });
};

const codeOf = (error: unknown): string => {
  if (error instanceof Error && "code" in error && typeof error.code === "string")
    return error.code;
  return "";
};

/** Error messages of the driver for a server that is gone or going. */
const unavailableMessage =
  /ECONNREFUSED|ECONNRESET|ENOENT|Connection terminated|terminating connection|the database system is|Can't reach database|Closed the connection|timeout exceeded when trying to connect/i;

/** The database cannot be reached at the moment; a write may or may not have been accepted. */
export const isUnavailable = (error: unknown): boolean =>
  ["P1001", "P1002", "P1008", "P1017", "P2024", "ECONNREFUSED", "57P01", "57P02", "57P03"].includes(
    codeOf(error),
  ) ||
  (error instanceof Error && unavailableMessage.test(error.message));

/** A transaction outlived its limit and was undone. */
export const isTimeout = (error: unknown): boolean => codeOf(error) === "P2028";

/** Two transactions met and this one was undone by the database. */
export const isWriteConflict = (error: unknown): boolean =>
  ["P2034", "40001", "40P01"].includes(codeOf(error)) ||
  (error instanceof Error && /40001|40P01|deadlock detected/.test(error.message));

/** A row with that unique key exists already. */
export const isDuplicate = (error: unknown): boolean =>
  codeOf(error) === "P2002" || (error instanceof Error && /23505/.test(error.message));

/** A number or a time that no column of its kind holds: 3,000,000,000 in a whole number, a day of the year 0. */
export const isOutOfRange = (error: unknown): boolean =>
  codeOf(error) === "P2020" || (error instanceof Error && /Code: `2200[38]`/.test(error.message));

/** A row that it names is not there, or not any more. */
export const isOrphan = (error: unknown): boolean =>
  ["P2003", "P2025"].includes(codeOf(error)) ||
  (error instanceof Error && /23503/.test(error.message));
