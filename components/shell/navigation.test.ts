import { describe, expect, test } from "vitest";
import { navigation, pageAddress, pageAt } from "@/components/shell/navigation";

describe("navigation", () => {
  test("every page is found again at its own address and beneath it", () => {
    for (const { key } of navigation.flatMap((group) => group.pages)) {
      expect(pageAt("quay", pageAddress("quay", key))).toBe(key);
      if (key !== "overview") expect(pageAt("quay", `${pageAddress("quay", key)}/17`)).toBe(key);
    }
  });

  test.each(["/", "/programs/quay-real", "/programs/quay-real/matrix", "/programs/quay/nowhere"])(
    "%s is no page of quay",
    (address) => {
      expect(pageAt("quay", address)).toBeNull();
    },
  );

  test("the environment goes along", () => {
    expect(pageAddress("quay", "matrix", "production")).toBe(
      "/programs/quay/matrix?environment=production",
    );
  });
});
