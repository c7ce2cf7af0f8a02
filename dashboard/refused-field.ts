// A setting that the Worker refused, in the reader's words: where it stands, what it is called, and how to mend it.
import type { ApiError } from './api.ts';
import type { Section } from './router.ts';
import type { WordKey } from './words/en.ts';

type Place = {
  section: Section;
  label: WordKey;
  /** How an invalid value is mended; without it the error's own words say all there is. */
  fix?: WordKey;
};

/** By the beginning of the dotted path, list indexes left out; the longest wins. */
const PLACES: Record<string, Place> = {
  name: { section: 'site', label: 'site_title', fix: 'fix_name' },
  domain: { section: 'site', label: 'domain', fix: 'fix_domain' },
  zone: { section: 'site', label: 'zone', fix: 'fix_zone' },
  enabled: { section: 'site', label: 'switch_on_now' },
  version: { section: 'site', label: 'page_settings' },
  settings: { section: 'site', label: 'page_settings' },
  'settings.language': { section: 'site', label: 'site_language' },
  'settings.origins': { section: 'site', label: 'origins', fix: 'fix_origins' },
  'settings.mode': { section: 'stages', label: 'mode' },
  'settings.stages': { section: 'stages', label: 'section_stages', fix: 'fix_stages' },
  'settings.stages.name': { section: 'stages', label: 'stage_title', fix: 'fix_stage_name' },
  'settings.stages.key': { section: 'stages', label: 'stage_key', fix: 'fix_key' },
  'settings.stages.rules': { section: 'stages', label: 'rule_url', fix: 'fix_pattern' },
  'settings.funnel': { section: 'stages', label: 'funnel_step', fix: 'fix_funnel' },
  'settings.bookingForm': { section: 'stages', label: 'booking_form', fix: 'fix_selector' },
  'settings.bookingHosts': { section: 'stages', label: 'booking_hosts', fix: 'fix_host' },
  'settings.hours': { section: 'hours', label: 'section_hours', fix: 'fix_hours' },
  'settings.hours.holidays': { section: 'hours', label: 'holidays', fix: 'fix_holidays' },
  'settings.look': { section: 'texts', label: 'look' },
  'settings.look.colour': { section: 'texts', label: 'colour', fix: 'fix_colour' },
  'settings.look.position': { section: 'texts', label: 'position' },
  'settings.look.offsetX': { section: 'texts', label: 'offset_x', fix: 'fix_offset' },
  'settings.look.offsetY': { section: 'texts', label: 'offset_y', fix: 'fix_offset' },
  'settings.texts.launcher': { section: 'texts', label: 'text_launcher', fix: 'fix_long' },
  'settings.texts.greeting': { section: 'texts', label: 'text_greeting', fix: 'fix_long' },
  'settings.texts.readers': { section: 'texts', label: 'text_readers', fix: 'fix_long' },
  'settings.service': { section: 'service', label: 'section_service' },
  'settings.routing': { section: 'service', label: 'section_service' },
  'settings.surveys': { section: 'surveys', label: 'section_surveys', fix: 'fix_survey_beside' },
  'settings.surveys.key': { section: 'surveys', label: 'survey_key', fix: 'fix_survey_key' },
  'settings.surveys.share': { section: 'surveys', label: 'survey_share', fix: 'fix_survey_share' },
  'settings.surveys.title': { section: 'surveys', label: 'survey_title', fix: 'fix_long' },
  'settings.surveys.followUp': { section: 'surveys', label: 'survey_follow', fix: 'fix_survey_when' },
  'settings.surveys.followUp.ask': { section: 'surveys', label: 'survey_follow', fix: 'fix_long' },
  'settings.caps': { section: 'surveys', label: 'survey_limits' },
  'settings.caps.days': { section: 'surveys', label: 'survey_days', fix: 'fix_survey_days' },
  'settings.caps.quietHours': { section: 'surveys', label: 'survey_quiet', fix: 'fix_hours' },
  'settings.publicReview': { section: 'surveys', label: 'survey_review', fix: 'fix_survey_review' },
  'settings.doctorView': { section: 'surveys', label: 'doctor_view' },
  'settings.phones': { section: 'contacts', label: 'phones', fix: 'fix_phone' },
  'settings.email': { section: 'contacts', label: 'email', fix: 'fix_email' },
  'settings.emergency': { section: 'contacts', label: 'emergency', fix: 'fix_phone' },
  'settings.ask': { section: 'contacts', label: 'ask_on' },
  'settings.callback': { section: 'contacts', label: 'callback_on' },
  'settings.inboxDays': { section: 'contacts', label: 'inbox_days', fix: 'fix_inbox_days' },
  'settings.complaintDays': { section: 'contacts', label: 'complaint_days', fix: 'fix_complaint_days' },
  'settings.reopenDays': { section: 'contacts', label: 'reopen_days', fix: 'fix_reopen_days' },
};

/** Where a refused field stands and what it is called; null for a path that no section shows. */
export function placeOf(field: string): Place | null {
  const steps = field.split('.').filter((step) => !/^\d+$/.test(step));
  for (let length = steps.length; length > 0; length--) {
    const place = PLACES[steps.slice(0, length).join('.')];
    if (place) return place;
  }
  return null;
}

/** What a refused save says of its field: its name and how to mend it. */
export function refusedWords({ code, field }: Pick<ApiError, 'code' | 'field'>): {
  label: WordKey | null;
  reason: WordKey;
} {
  const place = field === undefined ? null : placeOf(field);
  const reason: WordKey = code === 'invalid' && place?.fix ? place.fix : `error_${code}`;
  return { label: place?.label ?? null, reason };
}
