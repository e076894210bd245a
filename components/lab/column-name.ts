import { msg, str } from '@lit/localize';
import type { EquationId } from '../../src/nn/equation.ts';
import { styleOf } from '../../src/formula/names.ts';
import type { LabPass } from './lab-pass.ts';
import { roleName } from './role-names.ts';

/** What a value with a column is called, of several layers with its layer; undefined for one that has no role. */
export function columnName(pass: LabPass, equation: EquationId): string | undefined {
  const role = styleOf(pass.trace, equation)?.role;
  const layer = pass.layerNumber(equation);
  if (role === undefined || layer === undefined) return role && roleName(role);
  return msg(str`${roleName(role)} of layer ${layer}`, { id: 'role.of-layer' });
}
