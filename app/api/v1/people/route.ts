import { listPeople as listPeopleOperation } from "@/lib/contract/accounts";
import { endpoint } from "@/lib/server/http";
import { listPeople } from "@/lib/server/queries/list-people";

export const GET = endpoint(listPeopleOperation, listPeople);
