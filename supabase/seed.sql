-- A demo user with a class and a few resources, for the local stack: Ada, whom the Google emulator
-- knows, too. Can be run again. Never run on a hosted project (`supabase db push` does not).

insert into auth.users (
  id, aud, role, email, email_confirmed_at, raw_app_meta_data, raw_user_meta_data,
  -- Supabase Auth reads these as strings, not as null.
  confirmation_token, recovery_token, email_change, email_change_token_new
)
values (
  'ada00000-0000-4000-8000-000000000001', 'authenticated', 'authenticated', 'ada@example.com', now(),
  '{"provider": "google", "providers": ["google"]}', '{}', '', '', '', ''
)
on conflict do nothing;

insert into auth.identities (id, provider, provider_id, user_id, identity_data)
values (
  'ada00000-0000-4000-8000-000000000002', 'google', '100000000000000000001',
  'ada00000-0000-4000-8000-000000000001',
  '{"sub": "100000000000000000001", "email": "ada@example.com", "email_verified": true}'
)
on conflict do nothing;

insert into public.classes (id, user_id, name)
values
  ('c1a55000-0000-4000-8000-000000000001', 'ada00000-0000-4000-8000-000000000001', 'Analytical Engines')
on conflict do nothing;

insert into public.resources (id, class_id, user_id, type, name, content)
values
  (
    '5e500000-0000-4000-8000-000000000001', 'c1a55000-0000-4000-8000-000000000001',
    'ada00000-0000-4000-8000-000000000001', 'lecture', 'Lecture 5: Operation cards',
    '{"room": "Theatre B", "duration_minutes": 60, "topics": ["operation cards", "variable cards"]}'
  ),
  (
    '5e500000-0000-4000-8000-000000000002', 'c1a55000-0000-4000-8000-000000000001',
    'ada00000-0000-4000-8000-000000000001', 'assignment', 'Assignment 2: Bernoulli numbers',
    '{"points": 20, "instructions": "Write the table of operations for the eighth Bernoulli number."}'
  ),
  (
    '5e500000-0000-4000-8000-000000000003', 'c1a55000-0000-4000-8000-000000000001',
    'ada00000-0000-4000-8000-000000000001', 'reading', 'Notes by the translator', null
  )
on conflict do nothing;
