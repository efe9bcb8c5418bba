import type { ReportData } from '../reportData.js';

export function toHtml(_data: ReportData): string {
  return '';
}
