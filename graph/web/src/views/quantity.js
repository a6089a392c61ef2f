// Numbers with their units in Chinese. In English the page's data have them in words already.
import { clean } from '../text.js';

const SCALES = [[1e8, '亿'], [1e4, '万']];
const SIGN = /[<>≤≥≈]/;

/**
 * The number of a statement with sign and unit in Chinese: "> 1,000亿人民币元", "第 1 名"; null for a statement without one.
 * `units` are { label, label_zh } by the name of a unit. No digit is lost: a scale word stands only where it leaves at most six decimals.
 */
export function chineseQuantity({ number, unit, value }, units) {
  if (typeof number !== 'number' || !Number.isFinite(number)) return null;
  const sign = SIGN.exec(clean(value).slice(0, 8))?.[0], before = sign ? `${sign} ` : '';
  if (unit === 'rank') return `第 ${before}${plain(number)} 名`;
  if (unit === 'percent') return `${before}${plain(number)}%`;
  return `${before}${scaled(number)}${unit === 'count' || unit == null ? '' : ` ${clean(units[unit]?.label_zh ?? unit)}`}`;
}

const plain = (number) => new Intl.NumberFormat('zh-Hans', { maximumFractionDigits: 12 }).format(number);

function scaled(number) {
  for (const [scale, word] of SCALES) {
    const share = number / scale, short = Math.round(share * 1e6) / 1e6;
    if (Math.abs(number) >= scale && Math.abs(share - short) <= Math.abs(share) * 1e-12) return `${plain(short)}${word}`;
  }
  return plain(number);
}
