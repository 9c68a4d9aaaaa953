export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  "public": {
    Tables: {
      "calendar_confirmations": {
        Row: {
          "access_token_expires_at": string;
          "confirmation_hash": string;
          "created_at": string;
          "expires_at": string;
          "google_account_id": string;
          "google_email": string | null;
          "grant_expires_at": string | null;
          "return_to": string;
          "scopes": (string)[];
          "sealed_access_token": string;
          "sealed_refresh_token": string | null;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "access_token_expires_at": string;
          "confirmation_hash": string;
          "created_at"?: string;
          "expires_at": string;
          "google_account_id": string;
          "google_email"?: string | null;
          "grant_expires_at"?: string | null;
          "return_to": string;
          "scopes": (string)[];
          "sealed_access_token": string;
          "sealed_refresh_token"?: string | null;
          "user_id": string;
        };
        Update: {
          "access_token_expires_at"?: string;
          "confirmation_hash"?: string;
          "created_at"?: string;
          "expires_at"?: string;
          "google_account_id"?: string;
          "google_email"?: string | null;
          "grant_expires_at"?: string | null;
          "return_to"?: string;
          "scopes"?: (string)[];
          "sealed_access_token"?: string;
          "sealed_refresh_token"?: string | null;
          "user_id"?: string;
        };
        Relationships: [];
      };
      "calendar_connections": {
        Row: {
          "connected_at": string | null;
          "expires_at": string | null;
          "google_email": string | null;
          "reason": string | null;
          "scopes": (string)[];
          "status": string;
          "updated_at": string;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "connected_at"?: string | null;
          "expires_at"?: string | null;
          "google_email"?: string | null;
          "reason"?: string | null;
          "scopes"?: (string)[];
          "status": string;
          "updated_at"?: string;
          "user_id": string;
        };
        Update: {
          "connected_at"?: string | null;
          "expires_at"?: string | null;
          "google_email"?: string | null;
          "reason"?: string | null;
          "scopes"?: (string)[];
          "status"?: string;
          "updated_at"?: string;
          "user_id"?: string;
        };
        Relationships: [
          {
            foreignKeyName: "calendar_connections_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: true;
            referencedRelation: "users";
            referencedColumns: ["id"];
          },
        ];
      };
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
      "google_revocations": {
        Row: {
          "created_at": string;
          "google_account_id": string;
          "id": string;
          "revoked_at": string | null;
          "revoking_until": string | null;
          "sealed_refresh_token": string | null;
          "tries": number;
          "try_after": string;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "created_at"?: string;
          "google_account_id": string;
          "id"?: string;
          "revoked_at"?: string | null;
          "revoking_until"?: string | null;
          "sealed_refresh_token"?: string | null;
          "tries"?: number;
          "try_after"?: string;
          "user_id": string;
        };
        Update: {
          "created_at"?: string;
          "google_account_id"?: string;
          "id"?: string;
          "revoked_at"?: string | null;
          "revoking_until"?: string | null;
          "sealed_refresh_token"?: string | null;
          "tries"?: number;
          "try_after"?: string;
          "user_id"?: string;
        };
        Relationships: [];
      };
      "oauth_states": {
        Row: {
          "connection_epoch": number;
          "created_at": string;
          "expires_at": string;
          "nonce": string;
          "return_to": string;
          "sealed_code_verifier": string;
          "state_hash": string;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "connection_epoch"?: number;
          "created_at"?: string;
          "expires_at": string;
          "nonce": string;
          "return_to": string;
          "sealed_code_verifier": string;
          "state_hash": string;
          "user_id": string;
        };
        Update: {
          "connection_epoch"?: number;
          "created_at"?: string;
          "expires_at"?: string;
          "nonce"?: string;
          "return_to"?: string;
          "sealed_code_verifier"?: string;
          "state_hash"?: string;
          "user_id"?: string;
        };
        Relationships: [];
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
      "upkeep_progress": {
        Row: {
          "last_user_id": string;
          "singleton": boolean;
        };
        ComputedFields: never;
        Insert: {
          "last_user_id"?: string;
          "singleton"?: boolean;
        };
        Update: {
          "last_user_id"?: string;
          "singleton"?: boolean;
        };
        Relationships: [];
      };
      "user_budgets": {
        Row: {
          "budget": string;
          "ends_at": string;
          "used": number;
          "user_id": string;
        };
        ComputedFields: never;
        Insert: {
          "budget": string;
          "ends_at": string;
          "used": number;
          "user_id": string;
        };
        Update: {
          "budget"?: string;
          "ends_at"?: string;
          "used"?: number;
          "user_id"?: string;
        };
        Relationships: [];
      };
      "users": {
        Row: {
          "access_seconds": number | null;
          "connection_epoch": number;
          "created_at": string;
          "google_access_token": string | null;
          "google_account_id": string | null;
          "google_id": string | null;
          "google_refresh_token": string | null;
          "google_refreshed_at": string | null;
          "google_token_expiry": string | null;
          "grant_version": number;
          "id": string;
          "refresh_lease": string | null;
          "refresh_lease_until": string | null;
          "refused_at": string | null;
          "touch_at": string | null;
          "updated_at": string;
        };
        ComputedFields: never;
        Insert: {
          "access_seconds"?: number | null;
          "connection_epoch"?: number;
          "created_at"?: string;
          "google_access_token"?: string | null;
          "google_account_id"?: string | null;
          "google_id"?: string | null;
          "google_refresh_token"?: string | null;
          "google_refreshed_at"?: string | null;
          "google_token_expiry"?: string | null;
          "grant_version"?: number;
          "id": string;
          "refresh_lease"?: string | null;
          "refresh_lease_until"?: string | null;
          "refused_at"?: string | null;
          "touch_at"?: string | null;
          "updated_at"?: string;
        };
        Update: {
          "access_seconds"?: number | null;
          "connection_epoch"?: number;
          "created_at"?: string;
          "google_access_token"?: string | null;
          "google_account_id"?: string | null;
          "google_id"?: string | null;
          "google_refresh_token"?: string | null;
          "google_refreshed_at"?: string | null;
          "google_token_expiry"?: string | null;
          "grant_version"?: number;
          "id"?: string;
          "refresh_lease"?: string | null;
          "refresh_lease_until"?: string | null;
          "refused_at"?: string | null;
          "touch_at"?: string | null;
          "updated_at"?: string;
        };
        Relationships: [];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      "abandon_refresh": { Args: { "p_lease": string; "p_user_id": string }; Returns: undefined };
      "begin_refresh": {
        Args: { "p_grant_version": number; "p_lease": string; "p_user_id": string };
        Returns: string;
      };
      "claim_google_account": {
        Args: { "p_google_account_id": string; "p_granted_after": string; "p_user_id": string };
        Returns: string;
      };
      "clear_connection": {
        Args: { "p_grant_version": number; "p_user_id": string };
        Returns: boolean;
      };
      "confirm_connection": {
        Args: { "p_calls_per_minute"?: number; "p_confirmation_hash": string; "p_user_id": string };
        Returns: {
          "outcome": string;
          "retry_after": number;
        }[];
      };
      "delete_expired": { Args: { "p_limit": number }; Returns: number };
      "end_refresh": {
        Args: {
          "p_access_token_expires_in": number;
          "p_grant_version": number;
          "p_lease": string;
          "p_scopes"?: (string)[];
          "p_sealed_access_token": string;
          "p_sealed_refresh_token"?: string;
          "p_user_id": string;
        };
        Returns: boolean;
      };
      "finish_revocation": { Args: { "p_id": string }; Returns: undefined };
      "google_account_lock": { Args: { "p_google_account_id": string }; Returns: number };
      "grants_to_touch": {
        Args: { "p_limit": number };
        Returns: {
          "due": boolean;
          "user_id": string;
        }[];
      };
      "lock_user": { Args: { "p_user_id": string }; Returns: boolean };
      "mark_needs_reconnect": {
        Args: { "p_grant_version": number; "p_reason": string; "p_user_id": string };
        Returns: boolean;
      };
      "note_access": {
        Args: { "p_grant_version": number; "p_refused": boolean; "p_user_id": string };
        Returns: boolean;
      };
      "oldest_google_identity": { Args: { "p_user_id": string }; Returns: string };
      "read_account": {
        Args: {
          "p_calls_per_minute"?: number;
          "p_google_id"?: string;
          "p_resource_id"?: string;
          "p_user_id"?: string;
        };
        Returns: {
          "access_token_expires_in": number;
          "access_token_lifetime": number;
          "access_token_refused": boolean;
          "connected_at": string;
          "expires_at": string;
          "google_account_id": string;
          "google_email": string;
          "google_id_matches": boolean;
          "grant_version": number;
          "reason": string;
          "resource_name": string;
          "retry_after": number;
          "scopes": (string)[];
          "sealed_access_token": string;
          "sealed_refresh_token": string;
          "status": string;
          "user_id": string;
        }[];
      };
      "read_confirmation": {
        Args: { "p_confirmation_hash": string; "p_user_id": string };
        Returns: {
          "expires_at": string;
          "google_email": string;
          "return_to": string;
          "scopes": (string)[];
          "user_active": boolean;
        }[];
      };
      "read_resource": {
        Args: { "p_google_id"?: string; "p_resource_id"?: string; "p_user_id": string };
        Returns: {
          "google_id_matches": boolean;
          "resource": Json;
          "too_large": boolean;
        }[];
      };
      "read_sealed": {
        Args: { "p_after": string; "p_limit": number };
        Returns: {
          "grant_version": number;
          "sealed_access_token": string;
          "sealed_refresh_token": string;
          "user_id": string;
        }[];
      };
      "refusal_stands": { Args: { "p_refused_at": string }; Returns: boolean };
      "reseal": {
        Args: {
          "p_grant_version": number;
          "p_sealed_access_token": string;
          "p_sealed_refresh_token": string;
          "p_user_id": string;
        };
        Returns: boolean;
      };
      "save_connection": {
        Args: {
          "p_access_token_expires_in": number;
          "p_confirmation_hash": string;
          "p_connection_epoch": number;
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
      "spend": {
        Args: { "p_budget": string; "p_limit": number; "p_user_id": string; "p_window": string };
        Returns: number;
      };
      "start_oauth": {
        Args: {
          "p_connects_per_hour"?: number;
          "p_nonce": string;
          "p_return_to": string;
          "p_sealed_code_verifier": string;
          "p_state_hash": string;
          "p_user_id": string;
        };
        Returns: {
          "expires_at": string;
          "login_hint": string;
          "retry_after": number;
        }[];
      };
      "store_grant": {
        Args: {
          "p_access_token_expires_at": string;
          "p_google_account_id": string;
          "p_google_email": string;
          "p_grant_expires_at": string;
          "p_granted_after": string;
          "p_scopes": (string)[];
          "p_sealed_access_token": string;
          "p_sealed_refresh_token": string;
          "p_user_id": string;
        };
        Returns: string;
      };
      "sweep": {
        Args: { "p_limit": number };
        Returns: {
          "deleted_users": number;
          "expired": number;
        }[];
      };
      "take_oauth_state": {
        Args: { "p_state_hash": string };
        Returns: {
          "connection_epoch": number;
          "expired": boolean;
          "nonce": string;
          "return_to": string;
          "sealed_code_verifier": string;
          "taken_at": string;
          "user_active": boolean;
          "user_id": string;
        }[];
      };
      "take_revocations": {
        Args: { "p_limit": number };
        Returns: {
          "id": string;
          "sealed_refresh_token": string;
          "user_id": string;
        }[];
      };
      "user_stands": { Args: { "p_user_id": string }; Returns: boolean };
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
