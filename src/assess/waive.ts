import type { Facts } from '../model/facts.ts';
import type { Gap } from '../model/finding.ts';

/** Gaps a user may let pass with `--accept`. A failure is not among them: "could not check" is never clear. */
export const ACCEPTABLE = ['redacted', 'proxy', 'skipped'] as const;
export type Accept = (typeof ACCEPTABLE)[number];

/**
 * Parts the open questions into those that count and those that were let pass.
 *
 *   registrant redacted, declared party screened → let pass: we know who holds it from the customer record
 *   registrant redacted, `--accept redacted`     → let pass, by the user's word
 *   registrant timed out, whatever               → counts
 */
export function waive(
  gaps: readonly Gap[],
  facts: Facts,
  accept: readonly Accept[],
): { readonly gaps: readonly Gap[]; readonly accepted: readonly Gap[] } {
  const declaredScreened = facts.declaredHits.kind === 'ok';
  const isWaived = ({ fact, outcome }: Gap): boolean => {
    switch (outcome.kind) {
      case 'redacted': {
        const byDeclaration = fact === 'registrantHits' && declaredScreened;
        return byDeclaration || accept.includes('redacted') || (outcome.how === 'proxy' && accept.includes('proxy'));
      }
      case 'skipped':
        return accept.includes('skipped');
      case 'failed':
        return false;
    }
  };
  return { gaps: gaps.filter((gap) => !isWaived(gap)), accepted: gaps.filter(isWaived) };
}
