export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  "public": {
    Tables: {
      "classes": {
        Row: {
          "created_at": string;
          "id": string;
          "name": string;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "created_at"?: string;
          "id"?: string;
          "name": string;
          "user_id"?: string;
        };
        Update: {
          "created_at"?: string;
          "id"?: string;
          "name"?: string;
          "user_id"?: string;
        };
        Relationships: [];
      };
      "google_calendars": {
        Row: {
          "account_id": string;
          "changed_at": string;
          "google_calendar_id": string;
          "id": string;
          "is_primary": boolean;
          "mirrored_from": string | null;
          "mirrored_until": string | null;
          "push": boolean;
          "reason": string | null;
          "status": string;
          "summary": string | null;
          "time_zone": string;
          "user_id": string;
          "version": number;
        };
        ComputedFields: never;
        Insert: {
          "account_id": string;
          "changed_at"?: string;
          "google_calendar_id": string;
          "id"?: string;
          "is_primary"?: boolean;
          "mirrored_from"?: string | null;
          "mirrored_until"?: string | null;
          "push"?: boolean;
          "reason"?: string | null;
          "status"?: string;
          "summary"?: string | null;
          "time_zone"?: string;
          "user_id": string;
          "version"?: number;
        };
        Update: {
          "account_id"?: string;
          "changed_at"?: string;
          "google_calendar_id"?: string;
          "id"?: string;
          "is_primary"?: boolean;
          "mirrored_from"?: string | null;
          "mirrored_until"?: string | null;
          "push"?: boolean;
          "reason"?: string | null;
          "status"?: string;
          "summary"?: string | null;
          "time_zone"?: string;
          "user_id"?: string;
          "version"?: number;
        };
        Relationships: [];
      };
      "google_connections": {
        Row: {
          "account_id": string;
          "connected_at": string | null;
          "expires_at": string | null;
          "google_email": string | null;
          "is_default": boolean;
          "reason": string | null;
          "scopes": (string)[];
          "status": string;
          "updated_at": string;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "account_id": string;
          "connected_at"?: string | null;
          "expires_at"?: string | null;
          "google_email"?: string | null;
          "is_default": boolean;
          "reason"?: string | null;
          "scopes"?: (string)[];
          "status": string;
          "updated_at"?: string;
          "user_id": string;
        };
        Update: {
          "account_id"?: string;
          "connected_at"?: string | null;
          "expires_at"?: string | null;
          "google_email"?: string | null;
          "is_default"?: boolean;
          "reason"?: string | null;
          "scopes"?: (string)[];
          "status"?: string;
          "updated_at"?: string;
          "user_id"?: string;
        };
        Relationships: [];
      };
      "google_events": {
        Row: {
          "all_day": boolean;
          "attendees": Json | null;
          "busy": boolean;
          "calendar_id": string;
          "color_id": string | null;
          "created_at": string | null;
          "description": string | null;
          "end_date": string | null;
          "ends_at": string;
          "etag": string | null;
          "event_type": string | null;
          "html_link": string | null;
          "ical_uid": string | null;
          "id": string;
          "location": string | null;
          "meeting_url": string | null;
          "organizer": string | null;
          "original_start": string | null;
          "resource_id": string | null;
          "response": string | null;
          "series_id": string | null;
          "start_date": string | null;
          "starts_at": string;
          "status": string;
          "summary": string | null;
          "time_zone": string | null;
          "updated_at": string | null;
          "user_id": string;
          "visibility": string | null;
        };
        ComputedFields: never;
        Insert: {
          "all_day": boolean;
          "attendees"?: Json | null;
          "busy": boolean;
          "calendar_id": string;
          "color_id"?: string | null;
          "created_at"?: string | null;
          "description"?: string | null;
          "end_date"?: string | null;
          "ends_at": string;
          "etag"?: string | null;
          "event_type"?: string | null;
          "html_link"?: string | null;
          "ical_uid"?: string | null;
          "id": string;
          "location"?: string | null;
          "meeting_url"?: string | null;
          "organizer"?: string | null;
          "original_start"?: string | null;
          "resource_id"?: string | null;
          "response"?: string | null;
          "series_id"?: string | null;
          "start_date"?: string | null;
          "starts_at": string;
          "status": string;
          "summary"?: string | null;
          "time_zone"?: string | null;
          "updated_at"?: string | null;
          "user_id": string;
          "visibility"?: string | null;
        };
        Update: {
          "all_day"?: boolean;
          "attendees"?: Json | null;
          "busy"?: boolean;
          "calendar_id"?: string;
          "color_id"?: string | null;
          "created_at"?: string | null;
          "description"?: string | null;
          "end_date"?: string | null;
          "ends_at"?: string;
          "etag"?: string | null;
          "event_type"?: string | null;
          "html_link"?: string | null;
          "ical_uid"?: string | null;
          "id"?: string;
          "location"?: string | null;
          "meeting_url"?: string | null;
          "organizer"?: string | null;
          "original_start"?: string | null;
          "resource_id"?: string | null;
          "response"?: string | null;
          "series_id"?: string | null;
          "start_date"?: string | null;
          "starts_at"?: string;
          "status"?: string;
          "summary"?: string | null;
          "time_zone"?: string | null;
          "updated_at"?: string | null;
          "user_id"?: string;
          "visibility"?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "google_events_calendar_id_fkey";
            columns: ["calendar_id"];
            isOneToOne: false;
            referencedRelation: "google_calendars";
            referencedColumns: ["id"];
          },
        ];
      };
      "google_series": {
        Row: {
          "all_day": boolean;
          "calendar_id": string;
          "etag": string | null;
          "id": string;
          "recurrence": (string)[];
          "start_date": string | null;
          "starts_at": string | null;
          "summary": string | null;
          "time_zone": string | null;
          "updated_at": string | null;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "all_day"?: boolean;
          "calendar_id": string;
          "etag"?: string | null;
          "id": string;
          "recurrence": (string)[];
          "start_date"?: string | null;
          "starts_at"?: string | null;
          "summary"?: string | null;
          "time_zone"?: string | null;
          "updated_at"?: string | null;
          "user_id": string;
        };
        Update: {
          "all_day"?: boolean;
          "calendar_id"?: string;
          "etag"?: string | null;
          "id"?: string;
          "recurrence"?: (string)[];
          "start_date"?: string | null;
          "starts_at"?: string | null;
          "summary"?: string | null;
          "time_zone"?: string | null;
          "updated_at"?: string | null;
          "user_id"?: string;
        };
        Relationships: [
          {
            foreignKeyName: "google_series_calendar_id_fkey";
            columns: ["calendar_id"];
            isOneToOne: false;
            referencedRelation: "google_calendars";
            referencedColumns: ["id"];
          },
        ];
      };
      "resources": {
        Row: {
          "class_id": string;
          "content": Json | null;
          "created_at": string;
          "id": string;
          "name": string;
          "type": string;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "class_id": string;
          "content"?: Json | null;
          "created_at"?: string;
          "id"?: string;
          "name": string;
          "type": string;
          "user_id"?: string;
        };
        Update: {
          "class_id"?: string;
          "content"?: Json | null;
          "created_at"?: string;
          "id"?: string;
          "name"?: string;
          "type"?: string;
          "user_id"?: string;
        };
        Relationships: [
          {
            foreignKeyName: "resources_class_id_fkey";
            columns: ["class_id"];
            isOneToOne: false;
            referencedRelation: "classes";
            referencedColumns: ["id"];
          },
        ];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      "google_busy": {
        Args: { "calendars"?: (string)[]; "time_max": string; "time_min": string };
        Returns: {
          "ends_at": string;
          "starts_at": string;
        }[];
      };
      "google_calendar_abandon_refresh": {
        Args: { "p_account_id": string; "p_lease": string };
        Returns: undefined;
      };
      "google_calendar_apply_delta": {
        Args: {
          "p_calendar_id": string;
          "p_gone": (string)[];
          "p_items": Json;
          "p_lease": string;
          "p_local_writes": number;
          "p_page_token"?: string;
          "p_series": Json;
          "p_sync_token"?: string;
          "p_time_zone"?: string;
        };
        Returns: {
          "again": boolean;
          "answer": string;
          "changed": boolean;
          "local_writes": number;
          "series_unknown": (string)[];
          "version": number;
        }[];
      };
      "google_calendar_apply_page": {
        Args: {
          "p_calendar_id": string;
          "p_first_look"?: boolean;
          "p_items": Json;
          "p_lease": string;
          "p_page_token"?: string;
          "p_rebuild": number;
          "p_series": Json;
          "p_sync_token"?: string;
          "p_time_zone"?: string;
        };
        Returns: {
          "answer": string;
          "phase": string;
        }[];
      };
      "google_calendar_begin_refresh": {
        Args: { "p_account_id": string; "p_grant_version": number; "p_lease": string };
        Returns: string;
      };
      "google_calendar_begin_sync": {
        Args: { "p_calendar_id": string; "p_lease": string };
        Returns: {
          "access_token_expires_in": number;
          "access_token_lifetime": number;
          "access_token_refused": boolean;
          "account_id": string;
          "answer": string;
          "calendar_id": string;
          "connected_at": string;
          "expires_at": string;
          "google_account_id": string;
          "google_calendar_id": string;
          "google_email": string;
          "grant_version": number;
          "is_default": boolean;
          "local_writes": number;
          "mirrored_from": string;
          "mirrored_until": string;
          "notified": boolean;
          "page_token": string;
          "parameters": number;
          "pending_token": string;
          "phase": string;
          "reason": string;
          "rebuild": number;
          "scopes": (string)[];
          "sealed_access_token": string;
          "sealed_refresh_token": string;
          "status": string;
          "sync_token": string;
          "time_zone": string;
          "times_only": boolean;
          "user_id": string;
          "window_due": boolean;
          "window_until": string;
        }[];
      };
      "google_calendar_busy_of": {
        Args: {
          "p_account_id": string;
          "p_from": string;
          "p_google_calendar_ids"?: (string)[];
          "p_to": string;
          "p_user_id": string;
        };
        Returns: {
          "answer": string;
          "as_of": string;
          "intervals": Json;
        }[];
      };
      "google_calendar_channel_opened": {
        Args: { "p_channel_id": string; "p_expires_at"?: string; "p_resource_id": string };
        Returns: {
          "channel_id": string;
          "resource_id": string;
        }[];
      };
      "google_calendar_channel_refused": {
        Args: { "p_channel_id": string; "p_reason": string };
        Returns: undefined;
      };
      "google_calendar_channels_due": {
        Args: { "p_limit": number };
        Returns: {
          "account_id": string;
          "calendar_id": string;
          "google_calendar_id": string;
          "user_id": string;
        }[];
      };
      "google_calendar_claim_due": {
        Args: { "p_calls_per_day": number; "p_lease": string; "p_limit": number };
        Returns: {
          "access_token_expires_in": number;
          "access_token_lifetime": number;
          "access_token_refused": boolean;
          "account_id": string;
          "calendar_id": string;
          "connected_at": string;
          "expires_at": string;
          "google_account_id": string;
          "google_calendar_id": string;
          "google_email": string;
          "grant_version": number;
          "is_default": boolean;
          "local_writes": number;
          "mirrored_from": string;
          "mirrored_until": string;
          "notified": boolean;
          "page_token": string;
          "parameters": number;
          "pending_token": string;
          "phase": string;
          "reason": string;
          "rebuild": number;
          "scopes": (string)[];
          "sealed_access_token": string;
          "sealed_refresh_token": string;
          "status": string;
          "sync_token": string;
          "time_zone": string;
          "times_only": boolean;
          "user_id": string;
          "window_due": boolean;
          "window_until": string;
        }[];
      };
      "google_calendar_clear_connection": {
        Args: { "p_account_id": string; "p_grant_version": number; "p_user_id": string };
        Returns: boolean;
      };
      "google_calendar_confirm_connection": {
        Args: { "p_calls_per_minute"?: number; "p_confirmation_hash": string; "p_user_id": string };
        Returns: {
          "outcome": string;
          "retry_after": number;
        }[];
      };
      "google_calendar_drop_channel": { Args: { "p_channel_id": string }; Returns: undefined };
      "google_calendar_end_refresh": {
        Args: {
          "p_access_token_expires_in": number;
          "p_account_id": string;
          "p_grant_version": number;
          "p_lease": string;
          "p_scopes"?: (string)[];
          "p_sealed_access_token": string;
          "p_sealed_refresh_token"?: string;
        };
        Returns: boolean;
      };
      "google_calendar_end_sync": {
        Args: {
          "p_calendar_id": string;
          "p_calls"?: number;
          "p_error"?: string;
          "p_lease": string;
          "p_outcome": string;
          "p_retry_after"?: number;
        };
        Returns: {
          "answer": string;
          "due_in": number;
        }[];
      };
      "google_calendar_extend_window": {
        Args: {
          "p_calendar_id": string;
          "p_items": Json;
          "p_lease": string;
          "p_local_writes": number;
          "p_until": string;
        };
        Returns: {
          "again": boolean;
          "answer": string;
          "changed": boolean;
          "local_writes": number;
          "version": number;
        }[];
      };
      "google_calendar_finish_rebuild": {
        Args: { "p_calendar_id": string; "p_lease": string; "p_rebuild": number };
        Returns: {
          "answer": string;
          "changed": boolean;
          "deleted": number;
        }[];
      };
      "google_calendar_finish_revocation": { Args: { "p_id": string }; Returns: undefined };
      "google_calendar_grants_to_touch": {
        Args: { "p_limit": number };
        Returns: {
          "account_id": string;
          "due": boolean;
          "user_id": string;
        }[];
      };
      "google_calendar_make_default": {
        Args: { "p_account_id": string; "p_user_id": string };
        Returns: boolean;
      };
      "google_calendar_mark_needs_reconnect": {
        Args: { "p_account_id": string; "p_grant_version": number; "p_reason": string };
        Returns: boolean;
      };
      "google_calendar_mirror_calendar": {
        Args: {
          "p_account_id": string;
          "p_days_ahead"?: number;
          "p_days_back"?: number;
          "p_google_calendar_id": string;
          "p_is_primary": boolean;
          "p_summary"?: string;
          "p_time_zone"?: string;
          "p_times_only"?: boolean;
        };
        Returns: {
          "account_id": string;
          "checked_at": string;
          "events": number;
          "google_calendar_id": string;
          "id": string;
          "is_primary": boolean;
          "mirrored_from": string;
          "mirrored_until": string;
          "pages": number;
          "push": boolean;
          "reason": string;
          "status": string;
          "summary": string;
          "time_zone": string;
          "version": number;
        }[];
      };
      "google_calendar_note_access": {
        Args: { "p_account_id": string; "p_grant_version": number; "p_refused": boolean };
        Returns: boolean;
      };
      "google_calendar_note_write": {
        Args: {
          "p_calendar_id": string;
          "p_due": boolean;
          "p_gone": (string)[];
          "p_items": Json;
          "p_syncs": number;
        };
        Returns: string;
      };
      "google_calendar_oldest_google_identity": { Args: { "p_user_id": string }; Returns: string };
      "google_calendar_open_channel": {
        Args: { "p_calendar_id": string; "p_channel_id": string; "p_token_hash": string };
        Returns: string;
      };
      "google_calendar_prune_events": {
        Args: { "p_limit": number };
        Returns: {
          "calendars": number;
          "channels": number;
          "events": number;
        }[];
      };
      "google_calendar_push_received": {
        Args: {
          "p_channel_id": string;
          "p_lease": string;
          "p_resource_id": string;
          "p_state": string;
          "p_token_hash": string;
        };
        Returns: {
          "access_token_expires_in": number;
          "access_token_lifetime": number;
          "access_token_refused": boolean;
          "account_id": string;
          "answer": string;
          "calendar_id": string;
          "connected_at": string;
          "expires_at": string;
          "google_account_id": string;
          "google_calendar_id": string;
          "google_email": string;
          "grant_version": number;
          "is_default": boolean;
          "local_writes": number;
          "mirrored_from": string;
          "mirrored_until": string;
          "notified": boolean;
          "page_token": string;
          "parameters": number;
          "pending_token": string;
          "phase": string;
          "reason": string;
          "rebuild": number;
          "scopes": (string)[];
          "sealed_access_token": string;
          "sealed_refresh_token": string;
          "status": string;
          "sync_token": string;
          "time_zone": string;
          "times_only": boolean;
          "user_id": string;
          "window_due": boolean;
          "window_until": string;
        }[];
      };
      "google_calendar_put_series": {
        Args: {
          "p_asked": (string)[];
          "p_calendar_id": string;
          "p_lease": string;
          "p_series": Json;
        };
        Returns: {
          "answer": string;
          "version": number;
        }[];
      };
      "google_calendar_read_account": {
        Args: {
          "p_account_id"?: string;
          "p_calendar"?: string;
          "p_calls_per_minute"?: number;
          "p_google_id"?: string;
          "p_resource_id"?: string;
          "p_user_id"?: string;
        };
        Returns: {
          "access_token_expires_in": number;
          "access_token_lifetime": number;
          "access_token_refused": boolean;
          "account_found": boolean;
          "account_id": string;
          "connected_at": string;
          "expires_at": string;
          "google_account_id": string;
          "google_email": string;
          "google_id_matches": boolean;
          "grant_version": number;
          "is_default": boolean;
          "mirror_id": string;
          "mirror_syncs": number;
          "reason": string;
          "resource_link": string;
          "resource_name": string;
          "retry_after": number;
          "scopes": (string)[];
          "sealed_access_token": string;
          "sealed_refresh_token": string;
          "status": string;
          "user_id": string;
        }[];
      };
      "google_calendar_read_confirmation": {
        Args: { "p_confirmation_hash": string; "p_user_id": string };
        Returns: {
          "expires_at": string;
          "google_email": string;
          "return_to": string;
          "scopes": (string)[];
          "user_active": boolean;
        }[];
      };
      "google_calendar_read_connections": {
        Args: { "p_google_id"?: string; "p_user_id": string };
        Returns: {
          "account_id": string;
          "connected_at": string;
          "expires_at": string;
          "google_email": string;
          "google_id_matches": boolean;
          "is_default": boolean;
          "reason": string;
          "scopes": (string)[];
          "status": string;
        }[];
      };
      "google_calendar_read_grants": {
        Args: { "p_limit": number };
        Returns: {
          "connected_at": string;
          "expires_at": string;
          "reason": string;
          "refreshed_at": string;
          "status": string;
          "updated_at": string;
        }[];
      };
      "google_calendar_read_mirror_health": {
        Args: Record<PropertyKey, never>;
        Returns: {
          "calendars": number;
          "calls_today": number;
          "channels": number;
          "channels_overdue": number;
          "failed": number;
          "failing": number;
          "has_cron": boolean;
          "has_net": boolean;
          "last_error": string;
          "live": number;
          "oldest_channel": number;
          "overdue": number;
          "overdue_for": number;
          "paused_for": number;
          "prune_scheduled": boolean;
          "published": (string)[];
          "pushed": number;
          "secrets": (string)[];
          "tick_scheduled": boolean;
        }[];
      };
      "google_calendar_read_mirrors": {
        Args: { "p_account_id"?: string; "p_user_id": string };
        Returns: {
          "account_id": string;
          "checked_at": string;
          "events": number;
          "google_calendar_id": string;
          "id": string;
          "is_primary": boolean;
          "mirrored_from": string;
          "mirrored_until": string;
          "pages": number;
          "push": boolean;
          "reason": string;
          "status": string;
          "summary": string;
          "time_zone": string;
          "version": number;
        }[];
      };
      "google_calendar_read_resource": {
        Args: { "p_google_id"?: string; "p_resource_id"?: string; "p_user_id": string };
        Returns: {
          "google_id_matches": boolean;
          "resource": Json;
          "too_large": boolean;
        }[];
      };
      "google_calendar_read_sealed": {
        Args: { "p_after": string; "p_limit": number };
        Returns: {
          "account_id": string;
          "google_account_id": string;
          "grant_version": number;
          "sealed_access_token": string;
          "sealed_refresh_token": string;
          "user_id": string;
        }[];
      };
      "google_calendar_refresh_mirrors": {
        Args: { "p_account_id"?: string; "p_google_calendar_id"?: string; "p_user_id": string };
        Returns: {
          "account_id": string;
          "checked_at": string;
          "events": number;
          "google_calendar_id": string;
          "id": string;
          "is_primary": boolean;
          "mirrored_from": string;
          "mirrored_until": string;
          "pages": number;
          "push": boolean;
          "reason": string;
          "status": string;
          "summary": string;
          "time_zone": string;
          "version": number;
        }[];
      };
      "google_calendar_reseal": {
        Args: {
          "p_account_id": string;
          "p_grant_version": number;
          "p_sealed_access_token": string;
          "p_sealed_refresh_token": string;
        };
        Returns: boolean;
      };
      "google_calendar_save_connection": {
        Args: {
          "p_access_token_expires_in": number;
          "p_account_id"?: string;
          "p_confirmation_hash": string;
          "p_connection_epoch": number;
          "p_disconnects": number;
          "p_google_account_id": string;
          "p_google_email"?: string;
          "p_grant_expires_in"?: number;
          "p_return_to": string;
          "p_scopes": (string)[];
          "p_sealed_access_token": string;
          "p_sealed_refresh_token"?: string;
          "p_taken_at": string;
          "p_user_id": string;
        };
        Returns: string;
      };
      "google_calendar_start_oauth": {
        Args: {
          "p_account_id"?: string;
          "p_add_account"?: boolean;
          "p_connects_per_hour"?: number;
          "p_nonce": string;
          "p_return_to": string;
          "p_sealed_code_verifier": string;
          "p_state_hash": string;
          "p_user_id": string;
        };
        Returns: {
          "account_found": boolean;
          "expires_at": string;
          "login_hint": string;
          "retry_after": number;
        }[];
      };
      "google_calendar_start_rebuild": {
        Args: {
          "p_calendar_id": string;
          "p_lease": string;
          "p_parameters": number;
          "p_reason": string;
        };
        Returns: {
          "answer": string;
          "mirrored_from": string;
          "mirrored_until": string;
          "phase": string;
          "rebuild": number;
        }[];
      };
      "google_calendar_sweep": {
        Args: { "p_limit": number };
        Returns: {
          "deleted_users": number;
          "expired": number;
        }[];
      };
      "google_calendar_take_channels": {
        Args: { "p_account_id": string; "p_calendar_id"?: string };
        Returns: {
          "channel_id": string;
          "resource_id": string;
        }[];
      };
      "google_calendar_take_oauth_state": {
        Args: { "p_state_hash": string };
        Returns: {
          "account_id": string;
          "connection_epoch": number;
          "disconnects": number;
          "expired": boolean;
          "nonce": string;
          "return_to": string;
          "sealed_code_verifier": string;
          "taken_at": string;
          "user_active": boolean;
          "user_id": string;
        }[];
      };
      "google_calendar_take_revocations": {
        Args: { "p_limit": number };
        Returns: {
          "google_account_id": string;
          "id": string;
          "sealed_refresh_token": string;
          "user_id": string;
        }[];
      };
      "google_calendar_unmirror_calendar": {
        Args: { "p_account_id": string; "p_google_calendar_id": string; "p_user_id": string };
        Returns: boolean;
      };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof (
      & DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
      & DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"]
    )
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals } ? (
    & DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    & DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"]
  )[TableName] extends {
    Row: infer R;
  } ? R
  : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R;
    } ? R
    : never
  : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends
    {
      Insert: infer I;
    } ? I
  : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I;
    } ? I
    : never
  : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends
    {
      Update: infer U;
    } ? U
  : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U;
    } ? U
    : never
  : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][
    CompositeTypeName
  ]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never;

export const Constants = {
  "public": {
    Enums: {},
  },
} as const;
