import pg from "pg";
import { asServerUser, postgresBin } from "@/bin/start-real-postgres.mjs";

/** Stops the real server as a crash does, in the middle of everything, and starts it again. */
export const crashPostgres = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ folder: string }>(
    "SELECT current_setting('data_directory') AS folder",
  );
  await client.end();
  const folder = rows[0]?.folder ?? "";
  const control = `${postgresBin()}/pg_ctl`;
  asServerUser(control, ["-D", folder, "-m", "immediate", "-w", "stop"]);
  await new Promise((resolve) => setTimeout(resolve, 500));
  // pg_ctl knows the options of the last start.
  asServerUser(control, ["-D", folder, "-l", `${folder}/../log`, "-w", "restart"]);
};
