import { css } from 'lit';

/** What stands around the triangle's cells: the colours' meaning in its empty corner, the cell that is looked at below. */
export const legendStyles = css`
  .legend {
    position: absolute;
    max-inline-size: 60%;
    inset-block-start: 0;
    inset-inline-end: 0;
    display: grid;
    gap: 2px;
    color: var(--ink-2);
    font-size: var(--text-xs);
    line-height: 1.2;
    pointer-events: none;
  }
  .legend ul {
    display: grid;
    grid-template-columns: auto auto;
    gap: 2px var(--space-2);
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 0.375em;
  }
  /* beside the longer rows of the triangle */
  .legend .last {
    grid-column: 2;
  }
  .legend i {
    display: grid;
    place-items: center;
    inline-size: 0.9375rem;
    block-size: 0.9375rem;
    border-radius: 22%;
    background: var(--colour);
    font-size: 0.625rem;
    font-style: normal;
  }
  .legend i.cut {
    background: repeating-linear-gradient(-45deg, var(--line-strong) 0 1.5px, transparent 1.5px 6px);
  }
  .reading {
    justify-content: center;
    margin-block-start: var(--space-1);
  }
  .reading .key.plain {
    min-inline-size: 0;
    flex: 0 1 12rem;
    flex-direction: column;
    gap: 0;
    padding-inline: 0;
    color: var(--ink-2);
    font-size: var(--text-xs);
    font-weight: 400;
  }
  .reading b {
    color: var(--ink);
    font-size: var(--text-m);
    font-weight: 650;
  }
  /* Large text: the legend would lie over the cells. */
  @container (max-width: 20em) {
    .reading {
      flex-wrap: wrap;
    }
    .reading .key.plain {
      order: -1;
      flex-basis: 100%;
    }
    .legend {
      position: static;
      max-inline-size: none;
      margin-block-start: var(--space-3);
    }
  }
  /* A phone held sideways has no room for it below the cells, nor beside them for large letters. */
  @container (max-width: 21em) {
    @media screen and (max-height: 30rem) and (min-width: 40rem) {
      .legend {
        position: absolute;
        margin: 0;
        font-size: 0.6875rem;
      }
    }
  }
`;
