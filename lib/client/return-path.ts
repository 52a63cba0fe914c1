const nowhere = "http://nowhere.invalid";

/**
 * Where to go after signing in: a path of this site out of what an address asked for (`origin` is the
 * site's own). Anything of another site, of another scheme, or that is no page gives `/`.
 * Read by the browser's own parser, which sees `//site`, `/\site` and tabs between as other sites.
 */
export const returnPath = (wanted: string | undefined, origin: string): string => {
  if (!wanted) return "/";
  const isPath = wanted.startsWith("/");
  const base = isPath ? nowhere : undefined;
  if (!URL.canParse(wanted, base)) return "/";
  const url = new URL(wanted, base);
  if (url.origin !== (isPath ? nowhere : new URL(origin).origin)) return "/";
  if (/^\/(sign-in|first-admin|api|plane)(\/|$)/.test(url.pathname)) return "/";
  // Next's own mark on a page that is fetched by a script.
  if (url.searchParams.has("_rsc")) url.searchParams.delete("_rsc");
  return `${url.pathname}${url.search}${url.hash}`;
};
