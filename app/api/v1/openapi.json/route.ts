import { openApiDocument } from "@/lib/contract/openapi";
import { operations } from "@/lib/contract/operations";
import { openDocument } from "@/lib/server/http";

export const GET = openDocument(() => openApiDocument(operations));
