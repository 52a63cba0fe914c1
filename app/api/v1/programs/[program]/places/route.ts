import { findPlaces as operation } from "@/lib/contract/blockers";
import { endpoint } from "@/lib/server/http";
import { findPlaces } from "@/lib/server/queries/find-places";

export const GET = endpoint(operation, findPlaces);
