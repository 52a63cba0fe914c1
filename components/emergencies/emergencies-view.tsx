"use client";
import { useQuery } from "@tanstack/react-query";
import { EmergencyHistory } from "@/components/emergencies/emergency-history";
import { ForcedNow } from "@/components/emergencies/forced-now";
import { HookList } from "@/components/emergencies/hook-list";
import { ReviewList } from "@/components/emergencies/review-list";
import { WithoutControlPlane } from "@/components/emergencies/without-control-plane";
import { EnvironmentLinks } from "@/components/switches/environment-links";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { type HooksAnswer, type ReviewsAnswer, reviewsQuery } from "@/lib/client/emergency-queries";
import { programQuery } from "@/lib/client/switch-queries";
import type { ProgramSummary } from "@/lib/contract/programs";
import type { ChangeView } from "@/lib/contract/switches";

/** What is forced, what the emergencies still owe, and every way to force that is left when this page is not. */
export const EmergenciesView = ({
  program: initial,
  environment: key,
  reader,
  address,
  reviews: initialReviews,
  hooks,
  changes,
}: {
  program: ProgramSummary;
  environment: string;
  /** The name of whoever reads. */
  reader: string;
  /** Where this installation answers. */
  address: string;
  reviews: ReviewsAnswer;
  hooks: HooksAnswer;
  /** The newest, of every kind. */
  changes: readonly ChangeView[];
}) => {
  const { data: program } = useQuery({ ...programQuery(initial.key), initialData: initial });
  const reviews = useQuery({
    ...reviewsQuery(program.key, key),
    initialData: initialReviews,
  }).data.reviews;
  const environment = program.environments.find((each) => each.key === key);
  if (environment === undefined) return null;
  const place = { program: program.key, environment: key };
  const { owners, may } = program;
  const name = environment.name.toLowerCase();
  const late = reviews.filter(({ isLate }) => isLate).length;
  return (
    <>
      <PageHeader
        actions={
          <EnvironmentLinks
            current={key}
            environments={program.environments}
            page="emergencies"
            program={program.key}
          />
        }
        title="Emergencies"
      >
        What is forced to {owners.legacy} in {name}, what that still owes, and what else may force.
      </PageHeader>
      {late > 0 && (
        <div className="mb-3.5">
          <Banner title={late === 1 ? "A review is late" : `${late} reviews are late`} tone="red">
            {environment.isProtected
              ? `Every step towards ${owners.target} in ${late === 1 ? "its" : "their"} scope is refused until ${late === 1 ? "it is" : "they are"} closed. `
              : `Steps towards ${owners.target} in ${late === 1 ? "its" : "their"} scope are held back by an interlock until ${late === 1 ? "it is" : "they are"} closed. `}
            Rollback and force go on working.
          </Banner>
        </div>
      )}
      <div className="grid items-start gap-3.5 xl:grid-cols-[minmax(0,1fr)_29rem]">
        <div className="flex min-w-0 flex-col gap-3.5">
          <ForcedNow
            environment={environment}
            mayLift={may.includes("switch:rollback")}
            owners={owners}
            program={program.key}
          />
          <ReviewList
            mayClose={may.includes("review:close")}
            owners={owners}
            place={place}
            reader={reader}
            reviews={reviews.filter(({ closedAt }) => closedAt === null)}
          />
          <EmergencyHistory
            initial={changes}
            place={place}
            reviews={reviews.filter(({ closedAt }) => closedAt !== null)}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <HookList
            address={address}
            initial={hooks}
            mayManage={may.includes("token:manage")}
            owners={owners}
            place={place}
          />
          <WithoutControlPlane address={address} owners={owners} place={place} />
        </div>
      </div>
    </>
  );
};
