export type PageKey =
  | "overview"
  | "gates"
  | "matrix"
  | "sign-offs"
  | "switches"
  | "workers"
  | "requests"
  | "emergencies"
  | "clients"
  | "budgets"
  | "milestones"
  | "decisions"
  | "blockers"
  | "inventory"
  | "evidence"
  | "imports"
  | "audit"
  | "settings";

export type NavigationGroup = {
  readonly title: string | null;
  readonly pages: readonly { readonly key: PageKey; readonly label: string }[];
};

/** The pages of a program, as the rail and the palette list them. */
export const navigation: readonly NavigationGroup[] = [
  {
    title: null,
    pages: [
      { key: "overview", label: "Overview" },
      { key: "gates", label: "Gates" },
      { key: "matrix", label: "Cutover matrix" },
      { key: "sign-offs", label: "Sign-offs" },
    ],
  },
  {
    title: "Decide",
    pages: [
      { key: "milestones", label: "Milestones" },
      { key: "decisions", label: "Decisions" },
      { key: "blockers", label: "Blockers" },
    ],
  },
  {
    title: "Operate",
    pages: [
      { key: "switches", label: "Switches" },
      { key: "workers", label: "Workers" },
      { key: "requests", label: "Requests" },
      { key: "emergencies", label: "Emergencies" },
      { key: "clients", label: "Clients" },
      { key: "budgets", label: "Performance" },
    ],
  },
  {
    title: "Records",
    pages: [
      { key: "inventory", label: "Inventory" },
      { key: "evidence", label: "Evidence" },
      { key: "imports", label: "Imports" },
      { key: "audit", label: "Audit" },
      { key: "settings", label: "Settings" },
    ],
  },
];

/** Where a page of a program lives; the environment the reader looks at goes along. */
export const pageAddress = (program: string, page: PageKey, environment?: string | null): string =>
  `/programs/${program}${page === "overview" ? "" : `/${page}`}${
    environment ? `?environment=${encodeURIComponent(environment)}` : ""
  }`;

/** The page an address belongs to, its sub-pages included; null outside the program. */
export const pageAt = (program: string, address: string): PageKey | null => {
  const root = `/programs/${program}`;
  if (address === root) return "overview";
  if (!address.startsWith(`${root}/`)) return null;
  const segment = address.slice(root.length + 1).split("/")[0];
  return (
    navigation.flatMap((group) => group.pages).find((page) => page.key === segment)?.key ?? null
  );
};
