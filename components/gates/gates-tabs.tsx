"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "@/components/ui/class-names";

const pages = [
  { page: "gates", label: "Board" },
  { page: "gates/waivers", label: "Waivers" },
  { page: "gates/criteria", label: "Criteria" },
] as const;

/** The pages about gates. */
export const GatesTabs = ({ program, environment }: { program: string; environment: string }) => {
  const pathname = usePathname();
  return (
    <nav aria-label="Gates" className="mb-3.5 flex gap-5 border-b">
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
            href={`${href}?environment=${encodeURIComponent(environment)}`}
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
