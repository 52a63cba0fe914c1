import { readNaming as operation } from "@/lib/contract/naming";
import { namingView } from "@/lib/server/inventory/naming-view";
import { query } from "@/lib/server/query";

/** How the program's own gateways and settings call its switches. */
export const readNaming = query(
  { name: "read-naming", allow: "program:read", input: operation.input },
  ({ db, program }) => namingView(db, program.id),
);
