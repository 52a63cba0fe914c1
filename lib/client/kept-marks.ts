const slot = "signalbox.marks";

/** Keeps what is marked on this page while its person is away to sign in; for this tab only. */
export const keepMarks = (names: readonly string[]): void => {
  const { pathname, search } = window.location;
  try {
    window.sessionStorage.setItem(slot, JSON.stringify({ page: pathname + search, names }));
  } catch {
    // A browser that keeps nothing loses the marks, nothing else.
  }
};

/** What was marked on this page when its person left, once; nothing on any other page. */
export const takeMarks = (): ReadonlySet<string> => {
  const { pathname, search } = window.location;
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(slot) ?? "null");
    const { page, names } = (kept ?? {}) as { page?: unknown; names?: unknown };
    if (page !== pathname + search || !Array.isArray(names)) return new Set();
    window.sessionStorage.removeItem(slot);
    return new Set(names.filter((name): name is string => typeof name === "string"));
  } catch {
    return new Set();
  }
};
