import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { localized, msg, str } from '@lit/localize';
import { scan, startWith, type Observable } from 'rxjs';
import { consumersOf } from '../../src/formula/consumers.ts';
import { isShown, styleOf, valueName } from '../../src/formula/names.ts';
import type { Reference } from '../../src/formula/reference.ts';
import type { EquationId } from '../../src/nn/equation.ts';
import type { Activation, Gradient } from '../../src/streams/events.ts';
import type { UnitHandle } from '../../src/streams/handles.ts';
import { Observe } from '../controllers/observe.ts';
import { keys } from '../controls/controls.css.ts';
import { largestSize, signedColour } from '../controls/signed-colour.ts';
import { nameSymbol } from '../formula/label.ts';
import { shortNumber, spokenNumber } from '../formula/short-number.ts';
import { base } from '../styles/base.css.ts';
import type { LabPass } from './lab-pass.ts';
import { marbleStyles } from './marbles.css.ts';
import { visible } from './token.ts';

type Marble = Pick<Activation | Gradient, 'pass' | 't' | 'value'>;

/**
 * A neuron's two streams as marbles, as they arrive: activations run to the right, gradients to the left. It subscribes
 * to the streams themselves, by the very line of code that it shows; a step back takes marbles off the picture again.
 */
@customElement('un-marbles')
@localized()
export class Marbles extends LitElement {
  static override styles = [base, keys, marbleStyles];

  @property({ attribute: false }) pass!: LabPass;
  @property({ attribute: false }) reference!: Extract<Reference, { kind: 'value' | 'gradient' }>;
  /** The line of code that was copied last. */
  @state() private copied = '';
  private handle:
    { readonly key: string; readonly up$: Observable<Marble[]>; readonly down$: Observable<Marble[]> } | undefined;
  private followed: unknown;
  private readonly up = new Observe(this, () => this.streams?.up$);
  private readonly down = new Observe(this, () => this.streams?.down$);

  override render() {
    const unit = this.unit;
    if (unit === undefined) return nothing;
    const { equation } = this.reference;
    const activations = this.at(this.up.value, (t) => this.pass.value(equation, this.reference.unit, t));
    const gradients = this.at(this.down.value, (t) => this.pass.gradient(equation, this.reference.unit, t));
    return html`<div
        class="scroll"
        tabindex="0"
        role="group"
        aria-label=${msg('Marble diagram', { id: 'marbles.title' })}
      >
        <div class="grid" style=${styleMap({ '--count': String(this.pass.length) })}>
          ${this.line({ name: 'activation$', values: activations, isBack: false })}
          ${this.line({ name: 'gradient$', values: gradients, isBack: true })}
          ${this.pass.inputs.map((each, t) => html`<span class="t" style=${styleMap({ 'grid-column': String(t + 2) })}><b>${visible(each)}</b> t ${t + 1}</span>`)}
        </div>
      </div>
      <p class="made">${msg('How a marble is made:', { id: 'marbles.made' })}</p>
      <p><code>whenAll(${this.reads.join(', ')}) → onTap → map(${this.operation})</code></p>
      <p><code>whenAll(${this.readers.join(', ')}) → onTap → sum</code></p>
      ${
        this.pass.reading.isComplemented(equation)
          ? html`<p class="made">
              ${msg('The streams themselves carry 1 − the activation shown, and the gradient with the other sign: the convention changes what is written, not what is computed.', { id: 'marbles.complement' })}
            </p>`
          : nothing
      }
      <p class="made">${msg('In the browser’s console (units count from 0 there):', { id: 'marbles.console' })}</p>
      <p><code>${this.code}</code></p>
      <button class="key" @click=${this.copy}>
        ${this.copied === this.code ? msg('Copied', { id: 'marbles.copied' }) : msg('Copy this line', { id: 'marbles.copy' })}
      </button>`;
  }

  private line({ name, values, isBack }: { name: string; values: readonly (number | undefined)[]; isBack: boolean }) {
    const scale = largestSize(values.filter((value) => value !== undefined));
    return html`<code class="name" style=${styleMap({ 'grid-row': isBack ? '2' : '1' })}>${name}</code>
      <div class=${classMap({ line: true, back: isBack })} aria-hidden="true"></div>
      ${values.map((value, t) => {
        const style = { 'grid-row': isBack ? '2' : '1', 'grid-column': String(t + 2) };
        if (value === undefined) return html`<span class="none" style=${styleMap(style)}></span>`;
        const colour = { ...style, 'background-color': signedColour(value, scale) };
        return html`<span class="marble number" style=${styleMap(colour)}
          ><span class="spoken">${name} ${msg(str`step ${t + 1}: ${spokenNumber(value)}`, { id: 'marbles.step' })}</span
          ><span aria-hidden="true">${shortNumber(value)}</span></span
        >`;
      })}`;
  }

  /** The stream's marbles of this pass that lie before the cursor, in the present convention. */
  private at(marbles: Marble[] | undefined, shown: (t: number) => number | undefined): (number | undefined)[] {
    const pass = marbles?.at(-1)?.pass;
    const arrived = new Set(marbles?.filter((each) => each.pass === pass).map(({ t }) => t));
    return this.pass.inputs.map((_, t) => (arrived.has(t) ? shown(t) : undefined));
  }

  /** The neuron in the network; undefined for a value that no layer names. */
  private get unit(): UnitHandle | undefined {
    const { layer, name } = this.equation;
    const { network } = this.pass;
    if (name === undefined || !network.trace.layers.some((each) => each.name === layer)) return undefined;
    return network.layer(layer).value(name).unit(this.reference.unit);
  }

  private get equation() {
    return this.pass.trace.equations[this.reference.equation];
  }

  private get code(): string {
    const { layer, name, id } = this.equation;
    const isOutput = this.pass.trace.layers.some((each) => each.name === layer && each.output === id);
    const value = isOutput ? '' : `.value('${name ?? ''}')`;
    const stream = this.reference.kind === 'gradient' ? 'gradient$' : 'activation$';
    return `unroll.network.layer('${layer}')${value}.unit(${this.reference.unit}).${stream}.subscribe(({ t, value }) => console.log(t + 1, value))`;
  }

  /** The letters of what the neuron waits for, down to those that have one. */
  private get reads(): readonly string[] {
    return [...new Set(this.equation.inputs.flatMap((id) => this.letters(id)))];
  }

  /** Whose gradients the neuron's gradient waits for. */
  private get readers(): readonly string[] {
    const named = (id: EquationId): string[] =>
      consumersOf(this.pass.trace, id).flatMap(({ equation, when }) => {
        if (equation.name === undefined && equation.id !== this.pass.trace.loss) return named(equation.id);
        return [`∂L/∂${nameSymbol(valueName(this.pass.trace, equation.id))}${when === 'next-step' ? ' (t+1)' : ''}`];
      });
    return [...new Set(named(this.reference.equation))];
  }

  private letters(id: EquationId): string[] {
    const { trace } = this.pass;
    const { op, inputs } = trace.equations[id];
    if (op === 'parameter') return [];
    if (op === 'previous') return [`${nameSymbol(valueName(trace, id))} (t−1)`];
    if (isShown(trace, id) || styleOf(trace, id) !== undefined) return [nameSymbol(valueName(trace, id))];
    return inputs.flatMap((each) => this.letters(each));
  }

  private get operation(): string {
    const { op } = this.equation;
    return op === 'sigmoid' ? 'σ' : op;
  }

  /** One pair of streams a neuron and network, so that a render does not subscribe anew. */
  private get streams() {
    const { unit } = this;
    if (unit === undefined) return undefined;
    const { equation, unit: k } = this.reference;
    const key = `${equation} ${k}`;
    if (this.handle?.key !== key || this.followed !== this.pass.network) {
      this.followed = this.pass.network;
      this.handle = { key, up$: gathered(unit.activation$), down$: gathered(unit.gradient$) };
    }
    return this.handle;
  }

  private readonly copy = (): void => {
    const { code } = this;
    void navigator.clipboard.writeText(code).then(
      () => (this.copied = code),
      (error: unknown) => reportError(error),
    );
  };
}

function gathered(source$: Observable<Marble>): Observable<Marble[]> {
  return source$.pipe(
    scan((all: Marble[], marble) => [...all, marble], []),
    startWith([]),
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'un-marbles': Marbles;
  }
}
