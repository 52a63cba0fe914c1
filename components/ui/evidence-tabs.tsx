"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names";

const pages = [
  { page: "evidence", label: "Evidence" },
  { page: "evidence/tests", label: "Tests" },
  { page: "evidence/unmatched", label: "Unmatched" },
  { page: "evidence/deployments", label: "Deployments" },
] as const;

/** The pages about evidence. */
export const EvidenceTabs = ({ program }: { program: string }) => {
  const pathname = usePathname();
  return (
    <nav aria-label="Evidence" className="mb-3.5 flex gap-5 border-b">
      {pages.map(({ page, label }) => {
        const href = `/programs/${program}/${page}`;
        const isHere = pathname === href;
        return (
          <Link
            aria-current={isHere ? "page" : undefined}
            className={classNames(
              "-mb-px flex h-8.5 items-center border-b-2",
              isHere
                ? "border-target font-strong text-ink"
                : "border-transparent text-ink-2 hover:text-ink",
            )}
            href={href}
            key={page}
            prefetch={false}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
};
