/** The folder of the newest PostgreSQL's programs, or `null`. */
export declare const postgresBin: () => string | null;
/** Runs a program as the user that PostgreSQL runs as; throws with what it printed when it fails. */
export declare const asServerUser: (command: string, args: readonly string[]) => void;
/** Starts a server on loopback and answers its address and how to stop it. */
export declare const startRealPostgres: () => Promise<{ url: string; stop: () => Promise<void> }>;
