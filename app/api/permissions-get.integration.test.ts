import { testWhoMay } from "./test-permissions";

testWhoMay("GET");
