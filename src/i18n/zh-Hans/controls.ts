import { str } from '@lit/localize';

export const controls = {
  'number.large': str`${0} 乘以 10 的 ${1} 次方`,
  'number.minus': str`负 ${0}`,
  'number.small': str`${0} 乘以 10 的负 ${1} 次方`,
  'stepper.fault': str`请填 ${0} 到 ${1} 之间的整数。`,
  'stepper.less': str`${0}：减少`,
  'stepper.more': str`${0}：增加`,
  'sheet.close': '关闭',
  'notice.dismiss': '关闭提示',
};
