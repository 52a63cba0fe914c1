/** The layer rules. Checked on every `npm test`, together with a minimum module count. */
const only = (name, from, allowed, comment, types = []) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, pathNot: "\\.test\\.tsx?$" },
  to: { pathNot: allowed, dependencyTypesNot: ["type-only", ...types] },
});

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle is a file that could not decide what it is.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    only("domain-imports-domain", "^lib/domain/", "^lib/domain/", "The rules are pure functions."),
    only(
      "contract-imports-domain-and-zod",
      "^lib/contract/",
      "^lib/(contract|domain)/|node_modules/zod/",
      "What crosses a wire knows nothing of either end.",
    ),
    only(
      "formats-are-text-in-values-out",
      "^lib/formats/",
      "^lib/(formats|domain|contract)/|node_modules/(csv-parse|fflate|re2js|saxes)/",
      "Parsers and writers do no I/O.",
    ),
    only(
      "plane-runs-alone",
      "^lib/plane/",
      "^lib/(plane|domain|contract|formats)/|node_modules/(re2js|zod)/",
      "The data plane also runs as an edge, without the rest of the server.",
      ["core"],
    ),
    only(
      "client-is-browser-side",
      "^lib/client/",
      "^lib/(client|contract|domain)/|node_modules/(react|@tanstack|next|zod)/",
      "Browser code cannot reach the server.",
    ),
    only(
      "package-client-needs-node-alone",
      "^clients/typescript/",
      "^clients/typescript/|^lib/(domain|contract|formats)/|node_modules/re2js/",
      "Programs install it without the rest of Signalbox; what it imports is bundled into it.",
      ["core"],
    ),
    {
      name: "nobody-here-needs-the-package-client",
      severity: "error",
      from: { path: "^(app|components|lib|prisma|bin|server)" },
      to: { path: "^clients/" },
    },
    {
      name: "browser-never-reaches-server",
      comment: "Not even through another file.",
      severity: "error",
      from: { path: "^(components|lib/client)/" },
      to: { path: "^(lib/server|lib/plane|prisma)/", reachable: true },
    },
    {
      name: "server-never-ui",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(components|app)/" },
    },
    {
      name: "only-db-knows-prisma",
      severity: "error",
      from: { path: "^(app|components|lib|bin|server)", pathNot: "^lib/server/db\\.ts$" },
      to: { path: "node_modules/@prisma/|^prisma/generated/" },
    },
    {
      name: "app-never-touches-the-database",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^lib/server/(db|command|runtime|audit)\\.ts$" },
    },
    {
      name: "commands-do-not-call-commands",
      severity: "error",
      from: { path: "^lib/server/commands/", pathNot: "\\.test\\.ts$" },
      to: { path: "^lib/server/(commands|queries)/" },
    },
    {
      name: "queries-never-write",
      severity: "error",
      from: { path: "^lib/server/queries/", pathNot: "\\.test\\.ts$" },
      to: { path: "^lib/server/(commands/|command\\.ts|.*/save-change\\.ts|.*-write\\.ts)" },
    },
    {
      name: "features-are-islands",
      comment: "Shared things move to components/ui or down to the domain.",
      severity: "error",
      from: { path: "^components/(?!ui/|shell/)([^/]+)/" },
      to: { path: "^components/", pathNot: "^components/(ui|switches|charts|proof|$1)/" },
    },
    {
      name: "only-charts-draw",
      comment: "The drawing library is fetched when a chart is shown, never with a page.",
      severity: "error",
      from: { pathNot: "^components/charts/" },
      to: { path: "node_modules/recharts/" },
    },
    {
      name: "primitives-know-no-domain",
      severity: "error",
      from: { path: "^components/ui/" },
      to: { path: "^(lib|components)/", pathNot: "^components/ui/" },
    },
    {
      name: "next-stays-at-the-border",
      severity: "error",
      from: { path: "^lib/server/", pathNot: "^lib/server/(actor|http|people/auth-route)\\.ts$" },
      to: { path: "node_modules/next/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(prisma/generated|\\.next|dist)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".d.ts", ".mjs", ".js"],
    },
  },
};
