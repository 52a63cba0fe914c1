export const findNginx: () => string | null;
export const findOrInstallNginx: () => string | null;
/** What to do where there is none. */
export const withoutNginx: string;
