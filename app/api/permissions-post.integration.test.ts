import { testWhoMay } from "./test-permissions";

testWhoMay("POST");
