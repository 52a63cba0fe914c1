export const findPrometheus: () => string | null;
export const findOrInstallPrometheus: () => string | null;
/** What to do where there is none. */
export const withoutPrometheus: string;
